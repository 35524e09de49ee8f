/** The command line: what can be asked for, and what mistakes are answered with. */
@NullMarked
package io.rundown.demo;

import org.jspecify.annotations.NullMarked;
