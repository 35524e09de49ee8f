package io.rundown.host.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How {@code Plugin.stop()} went. No result but {@link Kind#STOPPED} keeps a plugin from being unloaded.
 *
 * @param kind what happened
 * @param took how long the host waited for it
 * @param failure what it threw, with {@link Kind#FAILED} only
 */
public record StopResult(Kind kind, Duration took, @Nullable Failure failure) {

    /** What can happen. */
    public enum Kind {
        /** It returned. */
        STOPPED,
        /** It threw an exception or an error. */
        FAILED,
        /** It did not return in time; its thread was interrupted and left behind. */
        TIMED_OUT,
        /** It was not called: the generation never started, or goes on. */
        NOT_CALLED
    }

    /** For a generation whose {@code stop()} was not called. */
    public static final StopResult NOT_CALLED = new StopResult(Kind.NOT_CALLED, Duration.ZERO, null);
}
