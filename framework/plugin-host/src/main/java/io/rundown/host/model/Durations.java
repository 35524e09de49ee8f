package io.rundown.host.model;

import java.time.Duration;
import java.util.Locale;

/** Durations as a person reads them. */
public final class Durations {

    private Durations() {}

    /**
     * Says a duration with the unit and the digits that matter.
     *
     * @param duration any duration
     * @return as in {@code 80 ns}, {@code 350 µs}, {@code 12 ms}, {@code 4.8 s} or {@code 3 min 20 s}
     */
    public static String inWords(Duration duration) {
        if (duration.isNegative()) {
            return "-" + inWords(duration.negated());
        }
        if (duration.compareTo(Duration.ofNanos(1_000)) < 0) {
            return duration.toNanos() + " ns";
        }
        if (duration.compareTo(Duration.ofMillis(1)) < 0) {
            return duration.toNanos() / 1_000 + " µs";
        }
        if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
            return duration.toMillis() + " ms";
        }
        if (duration.compareTo(Duration.ofMinutes(1)) < 0) {
            return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1_000.0)
                    .replace(".0 s", " s");
        }
        return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
    }

    /**
     * A duration for methods that take nanoseconds.
     *
     * @param duration any duration
     * @return its nanoseconds, or the most or least there is
     */
    public static long saturatedNanos(Duration duration) {
        try {
            return duration.toNanos();
        } catch (ArithmeticException tooLong) {
            return duration.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }
}
