/** Reads a heap dump while somebody waits, and tells what was found. */
@NullMarked
package io.rundown.demo.leaks;

import org.jspecify.annotations.NullMarked;
