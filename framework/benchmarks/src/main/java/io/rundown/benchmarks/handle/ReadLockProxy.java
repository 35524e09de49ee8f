package io.rundown.benchmarks.handle;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What one would write by hand: every call under a read lock, so that whoever has the write lock may swap the target. */
final class ReadLockProxy implements Calculator {

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final Lock readLock = lock.readLock();

    /** Guarded by the lock; null when unloaded. */
    private @Nullable Calculator target;

    ReadLockProxy(Calculator target) {
        swap(target);
    }

    void swap(@Nullable Calculator next) {
        lock.writeLock().lock();
        try {
            target = next;
        } finally {
            lock.writeLock().unlock();
        }
    }

    @Override
    public int add(int a, int b) {
        readLock.lock();
        try {
            return target().add(a, b);
        } finally {
            readLock.unlock();
        }
    }

    @Override
    public void show(Consumer<? super Calculator> visitor) {
        readLock.lock();
        try {
            target().show(visitor);
        } finally {
            readLock.unlock();
        }
    }

    private Calculator target() {
        if (target == null) {
            throw new IllegalStateException("Unloaded");
        }
        return target;
    }
}
