/** Benchmarks of leak analysis: what it takes to explain a leak from a heap dump, against two other libraries. */
@NullMarked
package io.rundown.benchmarks.leak;

import org.jspecify.annotations.NullMarked;
