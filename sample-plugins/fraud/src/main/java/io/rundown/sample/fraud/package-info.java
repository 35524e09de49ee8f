/**
 * The plugin {@code fraud}: the slow one. Its checks keep callers inside for 20 to 200 ms, so that an unload under
 * load always has something to drain; its reviews keep them for as long as the application wants.
 */
@NullMarked
package io.rundown.sample.fraud;

import org.jspecify.annotations.NullMarked;
