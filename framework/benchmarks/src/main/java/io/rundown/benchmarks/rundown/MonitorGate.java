package io.rundown.benchmarks.rundown;

import com.google.common.util.concurrent.Monitor;

/** Guava's monitor around a count and a flag; the owner waits for the condition that the count is zero. */
final class MonitorGate {

    private final Monitor monitor = new Monitor();
    private final Monitor.Guard drained = new Monitor.Guard(monitor) {
        @Override
        public boolean isSatisfied() {
            return count == 0;
        }
    };

    /** Guarded by {@link #monitor}, as is {@link #closed}. */
    private long count;

    private boolean closed;

    boolean tryAcquire() {
        monitor.enter();
        try {
            if (closed) {
                return false;
            }
            count++;
            return true;
        } finally {
            monitor.leave();
        }
    }

    void release() {
        monitor.enter();
        try {
            count--;
        } finally {
            monitor.leave();
        }
    }

    void closeAndAwait() throws InterruptedException {
        monitor.enter();
        try {
            closed = true;
            monitor.waitFor(drained);
        } finally {
            monitor.leave();
        }
    }
}
