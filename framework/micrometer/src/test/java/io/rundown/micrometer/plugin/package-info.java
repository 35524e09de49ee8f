/** What the plugins under test consist of. */
@NullMarked
package io.rundown.micrometer.plugin;

import org.jspecify.annotations.NullMarked;
