/**
 * The plugin host. {@link io.rundown.host.PluginHost} is what an application embeds; the rest of the package is how it
 * loads, unloads and reloads: a {@code World} of {@code Generation}s, {@code Claims} on what an operation changes, and
 * the operations themselves ({@code Loading}, {@code Unloading}, {@code Changing}). Beside them stand two that only use
 * them: {@link io.rundown.host.PluginWatch}, for which folders steer the host, and pf4j's view of the host
 * ({@code HostPluginManager}, {@code PluginView} and what they share).
 */
@NullMarked
package io.rundown.host;

import org.jspecify.annotations.NullMarked;
