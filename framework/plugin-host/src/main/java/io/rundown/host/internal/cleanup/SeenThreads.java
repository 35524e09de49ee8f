package io.rundown.host.internal.cleanup;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What the steps of one clean-up know of threads. Used by one step after the other, and by one that was given up. */
final class SeenThreads {

    private final Set<Thread> explained = ConcurrentHashMap.newKeySet();
    private final Set<Thread> placed = ConcurrentHashMap.newKeySet();
    private final AtomicInteger strangers = new AtomicInteger();

    /** The thread is told of with what it works for, and not once more by itself. */
    void explain(Thread thread) {
        explained.add(thread);
    }

    boolean isExplained(Thread thread) {
        return explained.contains(thread);
    }

    /** It is known what the thread works for. */
    void place(Thread thread) {
        placed.add(thread);
    }

    boolean isPlaced(Thread thread) {
        return placed.contains(thread) || explained.contains(thread);
    }

    /** So many threads work for the application, and nobody can tell which. */
    void addStrangers(int workers) {
        strangers.addAndGet(workers);
    }

    int strangers() {
        return strangers.get();
    }
}
