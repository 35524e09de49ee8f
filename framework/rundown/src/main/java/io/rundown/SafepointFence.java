package io.rundown;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * Brings all threads to a safepoint for a moment. A thread dump, even one without stacks and locks, is taken at a global
 * safepoint on every HotSpot from 17 on; stopping and going on are full fences for each thread.
 *
 * <p>The dump asked for is that of one thread. It is the same operation of the VM as {@code dumpAllThreads(false, false,
 * 0)}, stops the same threads, and does not take longer the more there are to describe.
 */
final class SafepointFence {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** The main thread's. Where it has ended the dump is empty, and taken at a safepoint nevertheless. */
    private static final long[] ONE_THREAD = {1};

    private SafepointFence() {}

    static void pass() {
        THREADS.getThreadInfo(ONE_THREAD, false, false, 0);
    }
}
