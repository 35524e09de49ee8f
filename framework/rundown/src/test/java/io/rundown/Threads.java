package io.rundown;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs something on a thread of its own; failures there become failures of the test. */
final class Threads {

    static final Duration LONG = Duration.ofSeconds(30);

    private Threads() {}

    /** A thread and the result it will have. */
    record Running<T>(Thread thread, FutureTask<T> task) {

        /** What it came to, once the thread itself has ended. */
        T join() throws Exception {
            try {
                T result = task.get(LONG.toSeconds(), TimeUnit.SECONDS);
                thread.join(LONG.toMillis());
                return result;
            } catch (ExecutionException e) {
                throw e.getCause() instanceof Exception cause ? cause : e;
            } catch (TimeoutException e) {
                AssertionError stuck = new AssertionError("Thread '" + thread.getName() + "' is stuck");
                stuck.setStackTrace(thread.getStackTrace());
                throw stuck;
            }
        }

        /** Returns once the thread is parked or blocked, so that what it waits for can be made to happen. */
        Running<T> whenWaiting() {
            while (thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.TIMED_WAITING) {
                if (!thread.isAlive()) {
                    throw new AssertionError("Thread '" + thread.getName() + "' ended instead of waiting");
                }
                Thread.onSpinWait();
            }
            return this;
        }
    }

    static <T> Running<T> start(String name, Callable<T> body) {
        FutureTask<T> task = new FutureTask<>(body);
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return new Running<>(thread, task);
    }

    /** As {@link #start}, on a virtual thread; only on Java 21 and later. */
    static <T> Running<T> startVirtual(Callable<T> body) {
        FutureTask<T> task = new FutureTask<>(body);
        try {
            Thread thread = (Thread)
                    Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
            return new Running<>(thread, task);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("No virtual threads on this JVM", e);
        }
    }

    static <T> T elsewhere(Callable<T> body) throws Exception {
        return start("elsewhere", body).join();
    }
}
