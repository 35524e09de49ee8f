package io.rundown.demo.story;

import java.time.Duration;

/**
 * How the time is shared among the parts of the story.
 *
 * @param whole all of it
 */
record Pace(Duration whole) {

    Duration warmUp() {
        return percent(5);
    }

    /** How often the fraud check is unloaded. */
    int fraudRounds() {
        return whole.compareTo(Duration.ofSeconds(10)) < 0 ? 1 : 3;
    }

    /** How long it stays away each time. */
    Duration fraudAway() {
        return percent(15).dividedBy(fraudRounds());
    }

    Duration taxSwaps() {
        return percent(60);
    }

    Duration pairReloads() {
        return percent(15);
    }

    private Duration percent(int share) {
        return whole.multipliedBy(share).dividedBy(100);
    }
}
