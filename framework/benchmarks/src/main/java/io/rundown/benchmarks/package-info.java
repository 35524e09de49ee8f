/** Benchmarks. */
@NullMarked
package io.rundown.benchmarks;

import org.jspecify.annotations.NullMarked;
