package io.rundown.host.model;

import java.time.Duration;
import java.util.List;

/**
 * How the calls inside one generation ended, or did not.
 *
 * @param took from the first refusal to the last call's end, or to the end of patience; the first refusal may be that of
 *     an earlier unload, which left the generation draining
 * @param refused calls refused meanwhile
 * @param insideAtTimeout the calls inside when the time to drain was over, the asynchronous ones last; empty if it drained
 *     in time
 * @param asyncInsideAtTimeout how many asynchronous calls were not complete then; the hundred that had been waiting
 *     longest are in the list
 * @param abandoned with {@link UnloadPolicy.OnTimeout#FORCE}, the calls that an interrupt did not bring out either
 * @param asyncAbandoned how many asynchronous calls were not complete either, likewise
 */
public record Drain(
        Duration took,
        long refused,
        List<CallInside> insideAtTimeout,
        long asyncInsideAtTimeout,
        List<CallInside> abandoned,
        long asyncAbandoned) {

    /** For a generation that was not touched. */
    public static final Drain NONE = new Drain(Duration.ZERO, 0, List.of(), 0, List.of(), 0);

    /**
     * Whether every call had ended when the time to drain was over.
     *
     * @return true if so
     */
    public boolean inTime() {
        return insideAtTimeout.isEmpty() && asyncInsideAtTimeout == 0;
    }

    /** The evidence in one line. */
    @Override
    public String toString() {
        String line = "drained for " + Durations.inWords(took) + ", " + refused + " calls refused";
        if (!inTime()) {
            line += "; inside: " + insideAtTimeout + ofWhich(asyncInsideAtTimeout);
        }
        if (!abandoned.isEmpty() || asyncAbandoned > 0) {
            line += "; abandoned: " + abandoned + ofWhich(asyncAbandoned);
        }
        return line;
    }

    private static String ofWhich(long async) {
        return async == 0 ? "" : " (" + async + " asynchronous in all)";
    }
}
