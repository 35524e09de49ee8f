package io.rundown.demo.screen;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Lets a person end what is running without ending the program. What is running is interrupted; nothing is ever
 * interrupted that has ended already.
 */
public final class Interruptible {

    /** The thread to interrupt; guarded by this object. */
    private @Nullable Thread running;

    /**
     * Runs something that may be ended. An interrupt that comes meanwhile is gone afterwards.
     *
     * @param <T> its result
     * @param work what to run, on this thread
     * @return its result
     * @throws Exception what it throws, {@link InterruptedException} if it was ended
     */
    public <T> T run(Callable<T> work) throws Exception {
        synchronized (this) {
            running = Thread.currentThread();
        }
        try {
            return work.call();
        } finally {
            synchronized (this) {
                running = null;
                // Whatever was asked for until now was asked of this work, and not of what comes next.
                Thread.interrupted();
            }
        }
    }

    /** Ends what is running, from any thread. Does nothing if nothing is. */
    public synchronized void interrupt() {
        if (running != null) {
            running.interrupt();
        }
    }
}
