package io.rundown.benchmarks.rundown;

import java.util.concurrent.Semaphore;

/** Callers take one permit, the owner takes all, as Elasticsearch guards the operations on a shard. */
final class SemaphoreGate {

    private final Semaphore permits = new Semaphore(Integer.MAX_VALUE);
    private volatile boolean closed;

    boolean tryAcquire() {
        if (!permits.tryAcquire()) {
            return false;
        }
        // Read after the permit was taken: whoever still finds it open is waited for.
        if (closed) {
            release();
            return false;
        }
        return true;
    }

    void release() {
        permits.release();
    }

    void closeAndAwait() throws InterruptedException {
        closed = true;
        permits.acquire(Integer.MAX_VALUE);
        permits.release(Integer.MAX_VALUE);
    }
}
