package io.rundown.host;

import io.rundown.host.model.Durations;
import io.rundown.host.model.Failure;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Runs foreign code that belongs to one plugin: its constructor, {@code start()}, {@code stop()} and {@code delete()}, its
 * veto, the clean-up after it. On a thread of the host's, with the plugin's class loader as context class loader, for a
 * limited time. Whatever is thrown comes back in words.
 */
final class LifecycleCalls {

    private LifecycleCalls() {}

    /**
     * What came of a call.
     *
     * @param value what it returned, if it did
     * @param failure what it threw, or where it stood when the time was over
     * @param timedOut whether the time was over; its thread was interrupted and left behind
     * @param took how long the host waited
     */
    record Outcome<T>(@Nullable T value, @Nullable Failure failure, boolean timedOut, Duration took) {

        /** Completes "its start() ...". */
        String problem() {
            return timedOut
                    ? "did not return within " + Durations.inWords(took)
                            + ", was interrupted and left behind; it was at "
                            + (failure == null ? "an unknown place" : failure.message())
                    : "threw " + failure;
        }
    }

    /**
     * Runs it and waits, as the host of the generation does.
     *
     * @param generation whose code it is
     * @param step for the thread's name
     * @param limit how long to wait
     * @param body the call
     */
    static <T> Outcome<T> call(Generation generation, String step, Duration limit, Callable<T> body) {
        Result<T> result = new Result<>(body);
        Thread thread = LifecycleThread.make(generation.id(), step, generation.loader(), result);
        long start = System.nanoTime();
        try {
            thread.start();
        } catch (OutOfMemoryError noMoreThreads) {
            return new Outcome<>(null, Failure.of(noMoreThreads), false, Duration.ZERO);
        }
        boolean ended = generation.lifecycleWait().ends(thread, limit);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        if (ended) {
            return new Outcome<>(result.value, result.failure, false, took);
        }
        StackTraceElement[] stack = thread.getStackTrace();
        thread.interrupt();
        String place = stack.length == 0 ? "its end" : stack[0].toString();
        return new Outcome<>(null, new Failure("timeout", place, trace(stack)), true, took);
    }

    /** The {@link LifecycleWait} of hosts. */
    static boolean join(Thread thread, Duration limit) {
        long deadline = System.nanoTime() + Math.min(Durations.saturatedNanos(limit), Long.MAX_VALUE / 2);
        boolean interrupted = false;
        try {
            while (thread.isAlive()) {
                long millis = (deadline - System.nanoTime() + 999_999) / 1_000_000;
                if (millis <= 0) {
                    return false;
                }
                try {
                    thread.join(millis);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            return true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static String trace(StackTraceElement[] stack) {
        StringBuilder lines = new StringBuilder();
        for (StackTraceElement frame : stack) {
            lines.append("\tat ").append(frame).append(System.lineSeparator());
        }
        return lines.toString();
    }

    /** Written by the lifecycle thread, read after it was joined. */
    private static final class Result<T> implements Runnable {

        private final Callable<T> body;
        private @Nullable T value;
        private @Nullable Failure failure;

        Result(Callable<T> body) {
            this.body = body;
        }

        @Override
        public void run() {
            try {
                value = body.call();
            } catch (Throwable thrown) { // an Error of the plugin's is its own end, not the host's
                failure = Failure.of(thrown);
            }
        }
    }
}
