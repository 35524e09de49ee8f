/** How the demo shows things: lines, progress that redraws itself on a terminal, and tables. Knows nothing of plugins. */
@NullMarked
package io.rundown.demo.screen;

import org.jspecify.annotations.NullMarked;
