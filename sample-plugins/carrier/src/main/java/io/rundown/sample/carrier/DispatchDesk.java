package io.rundown.sample.carrier;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Answers later, on two threads of its own.
 *
 * <p>The delay is this executor's too. {@code CompletableFuture.delayedExecutor} and {@code orTimeout} would do, but
 * share one thread of the JDK's, and the plugin that happens to start that thread is never freed on Java 17.
 */
final class DispatchDesk implements AutoCloseable {

    private static final int CLERKS = 2;

    private final Duration grace;
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final Set<Inquiry<?>> unanswered = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor clerks;

    /**
     * Starts the threads.
     *
     * @param grace how long {@link #close} waits for the answers under way, and again for those it interrupted
     */
    DispatchDesk(Duration grace) {
        this.grace = grace;
        this.clerks = new ScheduledThreadPoolExecutor(CLERKS, work -> {
            Thread thread = new Thread(work, "carrier-clerk-" + (threads.size() + 1));
            thread.setDaemon(true);
            threads.add(thread);
            return thread;
        });
        // Now, in start(): a thread that the first caller starts inherits what the caller's thread has.
        clerks.prestartAllCoreThreads();
    }

    /** Answers with what {@code work} returns or throws, after the delay; fails the answer if the desk is closed. */
    <T> CompletionStage<T> answer(Supplier<T> work, long delayMillis) {
        Inquiry<T> inquiry = new Inquiry<>(this, work);
        // Before it is scheduled: close() looks here, after the executor has ended, for answers nobody will give.
        unanswered.add(inquiry);
        try {
            ScheduledFuture<?> unused = clerks.schedule(inquiry, delayMillis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            inquiry.fail(new IllegalStateException("Plugin 'carrier' has stopped", e));
        }
        return inquiry.answer;
    }

    /**
     * Takes no more work, waits for what is under way, interrupts what takes too long, and fails the answers that are
     * left. A second call finds nothing to do.
     *
     * @throws IllegalStateException if a thread is still there after all that
     */
    @Override
    public void close() {
        clerks.shutdown();
        try {
            if (!clerks.awaitTermination(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                clerks.shutdownNow();
            }
            for (Thread thread : threads) {
                thread.join(grace.toMillis());
            }
        } catch (InterruptedException e) {
            clerks.shutdownNow();
            Thread.currentThread().interrupt();
        }
        int abandoned = abandonUnanswered();
        List<String> alive =
                threads.stream().filter(Thread::isAlive).map(Thread::getName).toList();
        if (!alive.isEmpty()) {
            throw new IllegalStateException("Plugin 'carrier': " + alive + " still running after " + grace.toMillis()
                    + " ms and an interrupt; " + abandoned + " quotes abandoned");
        }
    }

    private int abandonUnanswered() {
        int abandoned = 0;
        for (Inquiry<?> inquiry : unanswered) {
            inquiry.fail(new IllegalStateException("Plugin 'carrier' stopped before it had an answer"));
            abandoned++;
        }
        return abandoned;
    }

    /** What was asked and not answered yet; compared by identity. */
    private static final class Inquiry<T> implements Runnable {

        private final DispatchDesk desk;
        private final Supplier<T> work;
        private final CompletableFuture<T> answer = new CompletableFuture<>();

        Inquiry(DispatchDesk desk, Supplier<T> work) {
            this.desk = desk;
            this.work = work;
        }

        @Override
        public void run() {
            T result;
            try {
                result = work.get();
            } catch (RuntimeException | Error e) {
                fail(e);
                return;
            }
            desk.unanswered.remove(this);
            answer.complete(result);
        }

        void fail(Throwable why) {
            desk.unanswered.remove(this);
            answer.completeExceptionally(why);
        }
    }
}
