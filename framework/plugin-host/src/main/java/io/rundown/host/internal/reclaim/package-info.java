/**
 * Whether the class loaders of closed generations are gone: what is watched, the probes that prove a collection, and the
 * thread that waits for both. Knows class loaders and nothing else of plugins. Used by {@code io.rundown.host} and by
 * nobody else.
 */
@NullMarked
package io.rundown.host.internal.reclaim;

import org.jspecify.annotations.NullMarked;
