/**
 * Rundown protection: may I use this object now, and has everyone left?
 *
 * <p>{@link io.rundown.RundownProtection} is the whole story; the other types are what it hands out. The package
 * depends on nothing but {@code java.base} and knows nothing of plugins.
 */
@NullMarked
package io.rundown;

import org.jspecify.annotations.NullMarked;
