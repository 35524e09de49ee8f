package io.rundown.benchmarks.rundown;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** One word with a compare-and-set loop on either side, as NT's plain {@code EX_RUNDOWN_REF}: closed bit, then count. */
final class CasGate {

    private static final long CLOSED = 1;
    private static final long ONE = 2;

    private final AtomicLong word = new AtomicLong();
    private final CountDownLatch drained = new CountDownLatch(1);

    boolean tryAcquire() {
        long seen;
        do {
            seen = word.get();
            if ((seen & CLOSED) != 0) {
                return false;
            }
        } while (!word.compareAndSet(seen, seen + ONE));
        return true;
    }

    void release() {
        long seen;
        do {
            seen = word.get();
        } while (!word.compareAndSet(seen, seen - ONE));
        if (seen == (ONE | CLOSED)) {
            drained.countDown();
        }
    }

    void closeAndAwait() throws InterruptedException {
        if (word.getAndAdd(CLOSED) != 0) {
            drained.await();
        }
    }
}
