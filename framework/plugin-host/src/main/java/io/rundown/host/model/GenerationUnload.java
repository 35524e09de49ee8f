package io.rundown.host.model;

import org.jspecify.annotations.Nullable;

/**
 * How one generation went, or why it did not.
 *
 * @param pluginId the plugin
 * @param version the generation's version
 * @param generation its number
 * @param outcome what became of it
 * @param drain how the calls inside ended
 * @param stop how {@code Plugin.stop()} went
 * @param closeFailure why the class loader or the private copy could not be let go of, if so
 */
public record GenerationUnload(
        String pluginId,
        String version,
        int generation,
        Outcome outcome,
        Drain drain,
        StopResult stop,
        @Nullable Failure closeFailure) {

    /** What became of a generation. */
    public enum Outcome {
        /** Drained, stopped and closed. */
        UNLOADED,
        /** Did not drain in time; interrupted, stopped and closed. {@link Drain#abandoned()} names who stayed inside. */
        FORCED,
        /** Did not drain in time and serves again. */
        RESUMED,
        /** Did not drain in time and goes on refusing. */
        STILL_DRAINING,
        /** Not touched, because one before it was not unloaded. */
        UNTOUCHED
    }

    /**
     * Whether the generation is gone from the host.
     *
     * @return true for {@link Outcome#UNLOADED} and {@link Outcome#FORCED}
     */
    public boolean gone() {
        return outcome == Outcome.UNLOADED || outcome == Outcome.FORCED;
    }

    /** The evidence in one line. */
    @Override
    public String toString() {
        StringBuilder line = new StringBuilder(
                "Plugin '" + pluginId + "' " + version + " (generation " + generation + "): " + outcome + ", " + drain);
        if (stop.kind() == StopResult.Kind.FAILED || stop.kind() == StopResult.Kind.TIMED_OUT) {
            line.append("; stop() ").append(stop.kind());
            if (stop.failure() != null) {
                line.append(" with ").append(stop.failure());
            }
        }
        if (closeFailure != null) {
            line.append("; not closed: ").append(closeFailure);
        }
        return line.toString();
    }
}
