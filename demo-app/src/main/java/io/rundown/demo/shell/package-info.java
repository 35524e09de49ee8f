/** The shell of the demo: reads commands, a line each, and does what they say. */
@NullMarked
package io.rundown.demo.shell;

import org.jspecify.annotations.NullMarked;
