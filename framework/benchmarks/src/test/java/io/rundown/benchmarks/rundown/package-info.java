/** Reports on made-up figures, and gates that must refuse. */
@NullMarked
package io.rundown.benchmarks.rundown;

import org.jspecify.annotations.NullMarked;
