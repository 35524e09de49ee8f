package io.rundown.benchmarks.rundown;

import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Callers hold the read lock; the owner waits for the write lock. The flag refuses those who come while it waits. */
final class ReadLockGate {

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private volatile boolean closed;

    boolean tryAcquire() {
        if (!lock.readLock().tryLock()) {
            return false;
        }
        // Read after the lock was taken: whoever still finds it open is waited for.
        if (closed) {
            release();
            return false;
        }
        return true;
    }

    void release() {
        lock.readLock().unlock();
    }

    void closeAndAwait() throws InterruptedException {
        closed = true;
        lock.writeLock().lockInterruptibly();
        lock.writeLock().unlock();
    }
}
