/**
 * What a plugin has left behind is found and taken away, kind by kind, with public API of the JDK alone.
 *
 * <p>A {@link io.rundown.host.internal.cleanup.CleanUp} goes through the steps, one for each subsystem of the JDK where
 * plugins leave things. Used by {@code io.rundown.host}, of which it knows nothing.
 */
@NullMarked
package io.rundown.host.internal.cleanup;

import org.jspecify.annotations.NullMarked;
