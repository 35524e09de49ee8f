package io.rundown;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * Brings all threads to a safepoint for a moment. A thread dump, even one without stacks and locks, is taken at a global
 * safepoint on every HotSpot from 17 on; stopping and going on are full fences for each thread.
 */
final class SafepointFence {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private SafepointFence() {}

    static void pass() {
        THREADS.dumpAllThreads(false, false, 0);
    }
}
