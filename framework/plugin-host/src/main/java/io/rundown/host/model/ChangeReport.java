package io.rundown.host.model;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a change of several plugins did: all of it, or nothing. No call is refused or fails because of it, except to
 * plugins that it unloads.
 *
 * @param outcome whether it was made
 * @param loaded the new generations, of the plugins named and of those linked to them, dependencies first; empty unless
 *     applied
 * @param retired the generations that went or are going, dependents first; empty unless applied
 * @param failure why nothing has changed, unless applied
 * @param took from the call to the end
 */
public record ChangeReport(
        Outcome outcome,
        List<LoadedPlugin> loaded,
        List<GenerationUnload> retired,
        @Nullable Failure failure,
        Duration took) {

    /** Whether a change was made. */
    public enum Outcome {
        /** Calls go to the new generations; what became of the old ones is in {@link ChangeReport#retired()}. */
        APPLIED,
        /** Nothing has changed: a new generation could not be made, or a plugin that was to be unloaded objected. */
        KEPT_OLD
    }

    /**
     * Whether the change was made.
     *
     * @return true for {@link Outcome#APPLIED}
     */
    public boolean applied() {
        return outcome == Outcome.APPLIED;
    }
}
