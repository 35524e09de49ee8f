/** A plugin that does what a test says, for tests of what the demo shows of plugins. */
@NullMarked
package io.rundown.demo.testing;

import org.jspecify.annotations.NullMarked;
