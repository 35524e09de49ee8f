/** What that plugin consists of. */
@NullMarked
package io.rundown.demo.testing.plugin;

import org.jspecify.annotations.NullMarked;
