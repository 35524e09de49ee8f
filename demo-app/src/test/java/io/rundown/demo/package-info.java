/** Tests of the program as a process of its own, and of its commands. */
@NullMarked
package io.rundown.demo;

import org.jspecify.annotations.NullMarked;
