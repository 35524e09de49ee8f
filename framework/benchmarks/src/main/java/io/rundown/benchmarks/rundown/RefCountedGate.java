package io.rundown.benchmarks.rundown;

import java.util.concurrent.CountDownLatch;
import org.elasticsearch.core.AbstractRefCounted;

/**
 * Elasticsearch's reference count: it starts at one, which the owner gives back to close. By itself the count lets
 * callers in for as long as one is inside, so a flag refuses them.
 */
final class RefCountedGate {

    private final CountDownLatch drained = new CountDownLatch(1);
    private final AbstractRefCounted count = AbstractRefCounted.of(drained::countDown);
    private volatile boolean closed;

    boolean tryAcquire() {
        if (!count.tryIncRef()) {
            return false;
        }
        // Read after the count was raised: whoever still finds it open is waited for.
        if (closed) {
            release();
            return false;
        }
        return true;
    }

    void release() {
        count.decRef();
    }

    void closeAndAwait() throws InterruptedException {
        closed = true;
        count.decRef();
        drained.await();
    }
}
