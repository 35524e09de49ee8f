package io.rundown.host.model;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a reload did. No call is refused or fails because of a reload, whatever its outcome.
 *
 * @param pluginId the plugin that was to be reloaded
 * @param outcome whether the new generation serves
 * @param fromVersion the version that served before
 * @param loaded the new generations, dependencies first; empty unless switched
 * @param retired the old generations, dependents first; empty unless switched
 * @param failure why the old ones go on serving, unless switched
 * @param took from the call to the end
 */
public record ReloadReport(
        String pluginId,
        Outcome outcome,
        String fromVersion,
        List<LoadedPlugin> loaded,
        List<GenerationUnload> retired,
        @Nullable Failure failure,
        Duration took) {

    /** Whether the new generation serves. */
    public enum Outcome {
        /** The new generations serve; what became of the old ones is in {@link ReloadReport#retired()}. */
        SWITCHED,
        /** The new generations could not be made; the old ones never stopped serving. */
        KEPT_OLD
    }

    /**
     * Whether the new generation serves.
     *
     * @return true for {@link Outcome#SWITCHED}
     */
    public boolean switched() {
        return outcome == Outcome.SWITCHED;
    }
}
