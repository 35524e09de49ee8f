/** The test cases of the Rust crate {@code run-down}, by their names. */
@NullMarked
package io.rundown.crate;

import org.jspecify.annotations.NullMarked;
