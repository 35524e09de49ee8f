/**
 * What the host tells Java Flight Recorder. Everything goes through {@link io.rundown.host.internal.jfr.Flight}, which is
 * the only class here that may be loaded where the module {@code jdk.jfr} is missing. Uses the model and nothing else of
 * the host.
 */
@NullMarked
package io.rundown.host.internal.jfr;

import org.jspecify.annotations.NullMarked;
