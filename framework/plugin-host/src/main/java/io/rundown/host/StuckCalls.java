package io.rundown.host;

import java.time.Duration;

/**
 * When calls that keep a generation from draining are reported.
 *
 * @param after how long it must have been draining; zero for never
 * @param alarms what reports them
 */
record StuckCalls(Duration after, Alarms alarms) {

    /** From here on the intervals between reports do not grow. */
    private static final Duration LONGEST_INTERVAL = Duration.ofHours(1);

    boolean areReported() {
        return !after.isZero();
    }

    /** How long until the report after the given one: twice as long each time. */
    static Duration next(Duration interval) {
        Duration twice = interval.multipliedBy(2);
        return twice.compareTo(LONGEST_INTERVAL) > 0 ? max(interval, LONGEST_INTERVAL) : twice;
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
