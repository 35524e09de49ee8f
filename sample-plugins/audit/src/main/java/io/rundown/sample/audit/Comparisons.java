package io.rundown.sample.audit;

import io.rundown.sample.audit.Leaks.Leak;
import io.rundown.sample.checkout.CheckoutTasks;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares what was audited with what was checked out, on a thread of its own, whenever somebody asks. */
final class Comparisons implements Loan {

    /** What its thread is called. */
    static final String THREAD = "audit-comparison";

    private static final Logger log = LoggerFactory.getLogger(Comparisons.class);
    private static final long END_MILLIS = 2_000;

    private final Watch watch;
    private final TotalsProperties properties;
    private final CheckoutTasks tasks;
    private final ThreadPoolExecutor executor;

    Comparisons(Watch watch, TotalsProperties properties, CheckoutTasks tasks) {
        this.watch = watch;
        this.properties = properties;
        this.tasks = tasks;
        this.executor = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
            Thread thread = new Thread(work, THREAD);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Makes the first one, which is against an empty watch. */
    Comparisons begun() {
        request();
        return this;
    }

    /** Asks for one and does not wait for it. */
    void request() {
        if (Leaks.onPurpose(Leak.ACCESS_CONTROL_CONTEXT)) {
            // If nobody used the application's thread before, it is made now, with this class on the stack.
            tasks.run(this::compare);
        } else {
            executor.execute(this::compare);
        }
    }

    private void compare() {
        log.debug("So far: {}", properties.write(new Totals(watch.audits(), watch.checkouts())));
    }

    @Override
    public Leak leak() {
        return Leak.EXECUTOR;
    }

    /**
     * Ends the thread after what was asked for.
     *
     * @throws IllegalStateException if it does not end
     */
    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(END_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException(
                        "Plugin 'audit': thread '" + THREAD + "' is still running after " + END_MILLIS + " ms");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
