/**
 * The plugin host. {@link io.rundown.host.PluginHost} is what an application embeds; the rest of the package is how it
 * loads, unloads and reloads: a {@code World} of {@code Generation}s, {@code Claims} on what an operation changes, and
 * the operations themselves.
 */
@NullMarked
package io.rundown.host;

import org.jspecify.annotations.NullMarked;
