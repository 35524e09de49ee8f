package io.rundown.benchmarks.rundown;

import java.util.concurrent.locks.StampedLock;

/** As {@link ReadLockGate}, without its per-thread counts: the caller keeps the stamp. */
final class StampedLockGate {

    private final StampedLock lock = new StampedLock();
    private volatile boolean closed;

    /** Returns a stamp to release, or 0 if the gate is closed. */
    long tryAcquire() {
        long stamp = lock.tryReadLock();
        if (stamp != 0 && closed) {
            release(stamp);
            return 0;
        }
        return stamp;
    }

    void release(long stamp) {
        lock.unlockRead(stamp);
    }

    void closeAndAwait() throws InterruptedException {
        closed = true;
        lock.unlockWrite(lock.writeLockInterruptibly());
    }
}
