package io.rundown.demo.story;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Waits until there is something to drain. */
final class Crowd {

    private static final Duration LONGEST_WAIT_FOR_MORE = Duration.ofSeconds(10);
    private static final Duration LONGEST_WAIT_FOR_ONE = Duration.ofSeconds(30);

    private final LongSupplier inside;
    private final LongSupplier nanoClock;
    private final Pause pause;

    /** Lets some time pass. */
    @FunctionalInterface
    interface Pause {
        void pass() throws InterruptedException;
    }

    /**
     * Makes one that has not waited yet.
     *
     * @param inside how many calls are inside now
     * @param nanoClock for the patience
     * @param pause between two looks
     */
    Crowd(LongSupplier inside, LongSupplier nanoClock, Pause pause) {
        this.inside = inside;
        this.nanoClock = nanoClock;
        this.pause = pause;
    }

    /**
     * Waits for more than one call, if that many threads can make them: a drain of one is no sight. If they do not come,
     * one will do.
     *
     * @param threads how many threads make calls
     * @return how many are inside; zero if there was none for a long time
     */
    long await(int threads) throws InterruptedException {
        long start = nanoClock.getAsLong();
        while (true) {
            long now = inside.getAsLong();
            long waited = nanoClock.getAsLong() - start;
            boolean enough = now >= Math.min(2, threads) || (now > 0 && waited >= LONGEST_WAIT_FOR_MORE.toNanos());
            if (enough || waited >= LONGEST_WAIT_FOR_ONE.toNanos()) {
                return now;
            }
            pause.pass();
        }
    }
}
