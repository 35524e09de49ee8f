/** Tests of the report on leak analysis. */
@NullMarked
package io.rundown.benchmarks.leak;

import org.jspecify.annotations.NullMarked;
