package io.rundown.sample.checkout;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The application's thread for what it and its plugins want done some time later, one thing after the other.
 *
 * <p>The thread is made by the first task and stays. Up to Java 23 a thread remembers whose code was on the stack when it
 * was made, so that a plugin that brings the first task is kept by the thread. This is the usual way to have such a thread,
 * and nobody who has one thinks of that.
 *
 * <p>All methods may be called from any thread.
 */
public final class CheckoutTasks implements AutoCloseable {

    /** What the thread is called. */
    public static final String THREAD = "checkout-tasks";

    private static final Logger log = LoggerFactory.getLogger(CheckoutTasks.class);
    private static final CheckoutTasks SHARED = new CheckoutTasks();

    private final ThreadPoolExecutor executor =
            new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                Thread thread = new Thread(work, THREAD);
                thread.setDaemon(true);
                return thread;
            });

    /** Makes a queue of its own, without a thread yet. */
    public CheckoutTasks() {}

    /**
     * Returns the queue that the application and its plugins have in common.
     *
     * @return always the same one
     */
    public static CheckoutTasks shared() {
        return SHARED;
    }

    /**
     * Has a task run after those that came before, and does not wait for it. A task that throws is logged and changes
     * nothing for the others.
     *
     * @param task what to do; held until it is done
     * @throws java.util.concurrent.RejectedExecutionException after {@link #close}
     */
    public void run(Runnable task) {
        executor.execute(() -> runLogged(task));
    }

    private static void runLogged(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | LinkageError e) {
            // LinkageError: a task that its plugin left behind no longer finds its classes.
            log.warn("Task {} failed", task.getClass().getName(), e);
        }
    }

    /** Ends the thread after the tasks that are there already, and does not wait for it; a second call does nothing. */
    @Override
    public void close() {
        executor.shutdown();
    }
}
