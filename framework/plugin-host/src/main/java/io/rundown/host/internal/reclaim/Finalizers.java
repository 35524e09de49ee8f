package io.rundown.host.internal.reclaim;

import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/**
 * Whether finalizers may still be about to run. An object whose finalizer is running is not counted as pending any more, but
 * it is held as before; the thread that runs it is then not waiting for the next.
 */
public final class Finalizers {

    private static final @Nullable Thread FINALIZER = find();

    private Finalizers() {}

    /**
     * Asks; costs next to nothing.
     *
     * @return true if some wait for their turn or one is running
     */
    public static boolean areBehind() {
        boolean running = FINALIZER != null && FINALIZER.getState() != Thread.State.WAITING;
        return running || ManagementFactory.getMemoryMXBean().getObjectPendingFinalizationCount() > 0;
    }

    /** Every JVM that finalizes has one, in the outermost group. */
    private static @Nullable Thread find() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        Thread[] threads = new Thread[64];
        for (int i = group.enumerate(threads, false) - 1; i >= 0; i--) {
            if (threads[i].getName().equals("Finalizer")) {
                return threads[i];
            }
        }
        return null;
    }
}
