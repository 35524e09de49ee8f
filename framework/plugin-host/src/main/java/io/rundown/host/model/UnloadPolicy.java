package io.rundown.host.model;

import java.time.Duration;
import java.util.Objects;

/**
 * How an unload treats calls that do not end and a {@code stop()} that does not return. Immutable; the {@code with}
 * methods make changed copies.
 *
 * @param drainTimeout how long to wait for the calls inside, for each plugin concerned
 * @param onTimeout what to do when they are still inside then
 * @param interruptGrace with {@link OnTimeout#FORCE}, how long interrupted threads have to leave
 */
public record UnloadPolicy(Duration drainTimeout, OnTimeout onTimeout, Duration interruptGrace) {

    /** What becomes of a plugin whose calls do not end in time. */
    public enum OnTimeout {
        /** It serves again as if nothing had happened. */
        RESUME,
        /** It goes on refusing calls; a later unload picks it up. */
        KEEP_DRAINING,
        /** The threads inside are interrupted, and after a grace period the unload goes on without them. */
        FORCE
    }

    /** Thirty seconds, then {@link OnTimeout#RESUME}. */
    public static final UnloadPolicy DEFAULT =
            new UnloadPolicy(Duration.ofSeconds(30), OnTimeout.RESUME, Duration.ofSeconds(1));

    /**
     * A copy with another time to drain.
     *
     * @param timeout zero or more
     * @return the copy
     * @throws IllegalArgumentException if the time is negative
     */
    public UnloadPolicy withDrainTimeout(Duration timeout) {
        return new UnloadPolicy(notNegative(timeout), onTimeout, interruptGrace);
    }

    /**
     * A copy with another way to end.
     *
     * @param act what to do when the time to drain is over
     * @return the copy
     */
    public UnloadPolicy withOnTimeout(OnTimeout act) {
        return new UnloadPolicy(drainTimeout, Objects.requireNonNull(act), interruptGrace);
    }

    /**
     * A copy with another grace period.
     *
     * @param grace zero or more
     * @return the copy
     * @throws IllegalArgumentException if the time is negative
     */
    public UnloadPolicy withInterruptGrace(Duration grace) {
        return new UnloadPolicy(drainTimeout, onTimeout, notNegative(grace));
    }

    private static Duration notNegative(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("A time to wait must not be negative: " + duration);
        }
        return duration;
    }
}
