package io.rundown.host.model;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * What is done about {@linkplain Leftover things that plugins leave behind}, after {@code Plugin.stop()} and before the
 * class loader is closed. Immutable; the {@code with} methods make changed copies.
 *
 * @param acts what is done, for each kind; complete
 * @param threadGrace how long threads have to end by themselves, and again after they were interrupted
 */
public record CleanUpPolicy(Map<Leftover.Kind, Act> acts, Duration threadGrace) {

    /** What can be done about a kind. */
    public enum Act {
        /** Look for it and tell. */
        REPORT,
        /** Take it away and tell. */
        CLEAN,
        /** Do not look for it. */
        IGNORE
    }

    /** Cleans every kind; threads have half a second. */
    public static final CleanUpPolicy DEFAULT = everything(Act.CLEAN);

    /**
     * Checks that every kind is there.
     *
     * @param acts what is done, for each kind
     * @param threadGrace how long threads have to end
     * @throws IllegalArgumentException if a kind is missing or the time is negative
     */
    public CleanUpPolicy {
        acts = Collections.unmodifiableMap(new EnumMap<>(acts));
        for (Leftover.Kind kind : Leftover.Kind.values()) {
            if (!acts.containsKey(kind)) {
                throw new IllegalArgumentException("There is no act for " + kind);
            }
        }
        if (threadGrace.isNegative()) {
            throw new IllegalArgumentException("A time to wait must not be negative: " + threadGrace);
        }
    }

    /**
     * The same for every kind.
     *
     * @param act what is done
     * @return a policy in which threads have half a second
     */
    public static CleanUpPolicy everything(Act act) {
        Map<Leftover.Kind, Act> acts = new EnumMap<>(Leftover.Kind.class);
        for (Leftover.Kind kind : Leftover.Kind.values()) {
            acts.put(kind, Objects.requireNonNull(act, "act"));
        }
        return new CleanUpPolicy(acts, Duration.ofMillis(500));
    }

    /**
     * What is done about one kind.
     *
     * @param kind which
     * @return the act
     */
    public Act act(Leftover.Kind kind) {
        return Objects.requireNonNull(acts.get(kind));
    }

    /**
     * A copy with another act for one kind.
     *
     * @param kind which
     * @param act what is done
     * @return the copy
     */
    public CleanUpPolicy with(Leftover.Kind kind, Act act) {
        Map<Leftover.Kind, Act> changed = new EnumMap<>(acts);
        changed.put(kind, Objects.requireNonNull(act, "act"));
        return new CleanUpPolicy(changed, threadGrace);
    }

    /**
     * The time for threads, for methods that take nanoseconds.
     *
     * @return its nanoseconds, or as many as can be added to others
     */
    public long graceNanos() {
        return Math.min(Durations.saturatedNanos(threadGrace), Long.MAX_VALUE / 16);
    }

    /**
     * A copy with another time for threads.
     *
     * @param grace zero or more
     * @return the copy
     * @throws IllegalArgumentException if the time is negative
     */
    public CleanUpPolicy withThreadGrace(Duration grace) {
        return new CleanUpPolicy(acts, grace);
    }
}
