package io.rundown.benchmarks.handle;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/** As {@link ReadLockProxy}, once for all extension points. */
final class ReadLockInvocation implements InvocationHandler {

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final Lock readLock = lock.readLock();

    /** Guarded by the lock; null when unloaded. */
    private @Nullable Object target;

    private ReadLockInvocation(Object target) {
        swap(target);
    }

    static <T> T proxy(Class<T> type, T target) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, new ReadLockInvocation(target)));
    }

    void swap(@Nullable Object next) {
        lock.writeLock().lock();
        try {
            target = next;
        } finally {
            lock.writeLock().unlock();
        }
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        readLock.lock();
        try {
            if (target == null) {
                throw new IllegalStateException("Unloaded");
            }
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        } finally {
            readLock.unlock();
        }
    }
}
