package io.rundown.host.model;

import java.util.List;
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
 * @param objection why the plugin asked to stay, if it did
 * @param leftovers what it left behind after {@code stop()}, and what was done about that
 * @param reclamation whether its class loader is really gone; null unless the generation is {@link #gone()}
 */
public record GenerationUnload(
        String pluginId,
        String version,
        int generation,
        Outcome outcome,
        Drain drain,
        StopResult stop,
        @Nullable Failure closeFailure,
        @Nullable String objection,
        List<Leftover> leftovers,
        @Nullable Reclamation reclamation) {

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
        /**
         * Drained and stopped, but its class loader could not be closed or its private copy not be deleted. It stays
         * listed, refuses calls, and the next unload tries again.
         */
        NOT_CLOSED,
        /** Not touched, because it objects: see {@link GenerationUnload#objection()}. */
        VETOED,
        /** Not touched, because another that has to go with it or before it does not. */
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

    /**
     * Whether no code of the generation runs any more on the host's account, so that what it depends on may go.
     *
     * @return true if {@link #gone()}, and for {@link Outcome#NOT_CLOSED}
     */
    public boolean over() {
        return gone() || outcome == Outcome.NOT_CLOSED;
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
        if (objection != null) {
            line.append("; it objects: ").append(objection);
        }
        if (!leftovers.isEmpty()) {
            line.append("; left behind: ").append(leftovers);
        }
        return line.toString();
    }
}
