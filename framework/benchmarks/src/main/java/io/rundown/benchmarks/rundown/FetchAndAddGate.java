package io.rundown.benchmarks.rundown;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** One word with a closed bit; callers add to it first and take it back if it was closed. */
final class FetchAndAddGate {

    private static final long CLOSED = 1;
    private static final long ONE = 2;

    private final AtomicLong word = new AtomicLong();
    private final CountDownLatch drained = new CountDownLatch(1);

    boolean tryAcquire() {
        if ((word.getAndAdd(ONE) & CLOSED) == 0) {
            return true;
        }
        release();
        return false;
    }

    void release() {
        if (word.getAndAdd(-ONE) == (ONE | CLOSED)) {
            drained.countDown();
        }
    }

    void closeAndAwait() throws InterruptedException {
        if (word.getAndAdd(CLOSED) != 0) {
            drained.await();
        }
    }
}
