package io.rundown.benchmarks.rundown;

import org.apache.cassandra.utils.concurrent.OpOrder;
import org.jspecify.annotations.Nullable;

/** Cassandra's order of operations, which by itself never refuses: it tells the owner when those before it are done. */
final class OpOrderGate {

    private final OpOrder order = new OpOrder();
    private volatile boolean closed;

    OpOrder.@Nullable Group tryAcquire() {
        OpOrder.Group group = order.start();
        // Read after the start: whoever still finds it open is waited for.
        if (closed) {
            group.close();
            return null;
        }
        return group;
    }

    void closeAndAwait() {
        closed = true;
        order.awaitNewBarrier();
    }
}
