package io.rundown.host.model;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one generation went, or why it did not.
 *
 * @param pluginId the plugin
 * @param version the generation's version
 * @param generation its number
 * @param outcome what became of it
 * @param drainTime from the first refusal to the last call's end, or to the end of patience
 * @param refused calls refused since the drain began
 * @param insideAtTimeout the calls inside when the time to drain was over; empty if it drained in time
 * @param asyncInsideAtTimeout asynchronous calls not yet completed then
 * @param stop how {@code Plugin.stop()} went
 * @param closeFailure why the class loader or the private copy could not be let go of, if so
 */
public record GenerationUnload(
        String pluginId,
        String version,
        int generation,
        Outcome outcome,
        Duration drainTime,
        long refused,
        List<CallInside> insideAtTimeout,
        long asyncInsideAtTimeout,
        StopResult stop,
        @Nullable Failure closeFailure) {

    /** What became of a generation. */
    public enum Outcome {
        /** Drained, stopped and closed. */
        UNLOADED,
        /** Stopped and closed with calls still inside; see {@link GenerationUnload#insideAtTimeout()}. */
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
        StringBuilder line = new StringBuilder("Plugin '" + pluginId + "' " + version + " (generation " + generation
                + "): " + outcome + " after draining for " + Durations.inWords(drainTime) + ", " + refused
                + " calls refused");
        if (!insideAtTimeout.isEmpty() || asyncInsideAtTimeout > 0) {
            line.append("; inside: ").append(insideAtTimeout);
            line.append(" and ").append(asyncInsideAtTimeout).append(" asynchronous");
        }
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
