/**
 * The suite {@code handle}: a call through a handle of the plugin host against the extension itself and what one would
 * put around it by hand; reloads, unloads, and many plugins.
 *
 * <p>The plugins are jars, written at set-up from the classes of {@code io.rundown.benchmarks.handle.plugin}. The host
 * and pf4j both look for a class in the plugin first, so every plugin has classes of its own.
 */
@NullMarked
package io.rundown.benchmarks.handle;

import org.jspecify.annotations.NullMarked;
