package io.rundown.benchmarks.handle;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Threads that repeat something while something else is measured. */
final class Background {

    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile boolean stopped;

    /** Starts another thread, which runs the body at least once. */
    void repeat(Runnable body) {
        Thread thread = new Thread(() -> repeatUntilStopped(body), "background-" + threads.size());
        thread.setDaemon(true);
        thread.start();
        threads.add(thread);
    }

    private void repeatUntilStopped(Runnable body) {
        try {
            do {
                body.run();
            } while (!stopped);
        } catch (Throwable thrown) {
            failure.compareAndSet(null, thrown);
        }
    }

    /**
     * Ends all threads.
     *
     * @throws IllegalStateException if one has failed: what was measured beside it means nothing
     */
    void stop() throws InterruptedException {
        stopped = true;
        for (Thread thread : threads) {
            thread.join();
        }
        Throwable first = failure.get();
        if (first != null) {
            throw new IllegalStateException("Failed in the background", first);
        }
    }
}
