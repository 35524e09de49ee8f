/**
 * The suite {@code rundown}: the protection against conventional gates, its latencies, and what it keeps in memory.
 *
 * <p>Every peer is a gate that one would really use: it can be closed, it refuses from then on, and its owner learns
 * when the last caller has left. A peer without that would be cheaper and no peer.
 */
@NullMarked
package io.rundown.benchmarks.rundown;

import org.jspecify.annotations.NullMarked;
