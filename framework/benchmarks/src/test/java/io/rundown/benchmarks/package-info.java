/** The arithmetic of the reports, checked on figures that were made up. */
@NullMarked
package io.rundown.benchmarks;

import org.jspecify.annotations.NullMarked;
