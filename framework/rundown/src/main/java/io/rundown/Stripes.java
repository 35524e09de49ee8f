package io.rundown;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Split counters that any thread may write, with atomic read-modify-writes, spread over cache lines so that threads
 * seldom meet. The counters are {@code long} and a single acquire takes an {@code int}, so they do not overflow in
 * practice.
 */
final class Stripes {

    /** Several for each processor: threads are assigned by id, and two that run at a time should not share one. */
    private static final int COUNT =
            Math.min(256, Integer.highestOneBit(Runtime.getRuntime().availableProcessors() * 8 - 1) * 2);

    /** In longs; two cache lines, because processors fetch the next one along. */
    private static final int STRIDE = 16;

    private static final int EXITS = 1;

    private final AtomicLongArray counters = new AtomicLongArray((COUNT + 2) * STRIDE);

    /** Where the counters of a thread's stripe begin. Threads with consecutive ids get stripes of their own. */
    static int of(Thread thread) {
        return (((int) thread.getId() & (COUNT - 1)) + 1) * STRIDE;
    }

    void enter(int stripe, int count) {
        counters.getAndAdd(stripe, count);
    }

    void exit(int stripe, int count) {
        counters.getAndAdd(stripe + EXITS, count);
    }

    long enters() {
        return sum(0);
    }

    long exits() {
        return sum(EXITS);
    }

    /**
     * The exits first, then the enters. A hold that was admitted before the last exit counter was read, and is open, is
     * in the enters for good; each exit that was read belongs to such an enter. Equal sums therefore mean that nobody
     * was inside at the moment between the two.
     */
    long held() {
        long exits = sum(EXITS);
        return sum(0) - exits;
    }

    private long sum(int counter) {
        long sum = 0;
        for (int stripe = STRIDE; stripe <= COUNT * STRIDE; stripe += STRIDE) {
            sum += counters.get(stripe + counter);
        }
        return sum;
    }
}
