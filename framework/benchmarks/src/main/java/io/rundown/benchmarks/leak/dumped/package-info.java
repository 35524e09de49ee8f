/**
 * The program whose heap is dumped: an application's data in some hundred thousand small objects, several class loaders,
 * and one of them that should be gone.
 */
@NullMarked
package io.rundown.benchmarks.leak.dumped;

import org.jspecify.annotations.NullMarked;
