package io.rundown.benchmarks.rundown;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A word with a closed bit per stripe, each on cache lines of its own, as NT's {@code EX_RUNDOWN_REF_CACHE_AWARE} has
 * one per processor. The JVM does not tell the processor, so the thread's id chooses: threads made one after the other
 * never share a stripe here, which is the best that stripes can do.
 */
final class StripedGate {

    private static final long CLOSED = 1;
    private static final long ONE = 2;

    /** 128 bytes between two words: processors fetch cache lines in pairs. */
    private static final int STRIDE = 16;

    private static final int STRIPES =
            Math.max(16, Integer.highestOneBit(Runtime.getRuntime().availableProcessors()) * 4);

    /** A stride is left free at either end for what lies next to the array. */
    private final AtomicLongArray words = new AtomicLongArray((STRIPES + 2) * STRIDE);

    private final CountDownLatch drained = new CountDownLatch(1);

    boolean tryAcquire() {
        int stripe = stripeOfThread();
        if ((words.getAndAdd(stripe, ONE) & CLOSED) == 0) {
            return true;
        }
        release(stripe);
        return false;
    }

    void release() {
        release(stripeOfThread());
    }

    private void release(int stripe) {
        if (words.getAndAdd(stripe, -ONE) == (ONE | CLOSED)) {
            countDownIfDrained();
        }
    }

    void closeAndAwait() throws InterruptedException {
        for (int stripe = STRIDE; stripe <= STRIPES * STRIDE; stripe += STRIDE) {
            words.getAndAdd(stripe, CLOSED);
        }
        countDownIfDrained();
        drained.await();
    }

    /** A stripe that was seen closed and empty stays empty, so they may be looked at one by one. */
    private void countDownIfDrained() {
        for (int stripe = STRIDE; stripe <= STRIPES * STRIDE; stripe += STRIDE) {
            if (words.get(stripe) != CLOSED) {
                return;
            }
        }
        drained.countDown();
    }

    private static int stripeOfThread() {
        return (((int) Thread.currentThread().getId() & (STRIPES - 1)) + 1) * STRIDE;
    }
}
