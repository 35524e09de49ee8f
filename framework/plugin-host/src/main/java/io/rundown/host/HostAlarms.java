package io.rundown.host;

import io.rundown.host.model.Durations;
import io.rundown.host.model.Failure;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The alarms of a host. Their thread is a daemon, is made when there is something to wait for, and ends when there is not. */
final class HostAlarms implements Alarms {

    private static final Logger log = LoggerFactory.getLogger(PluginHost.class);

    /** Longer than between two unloads of a busy host. */
    private static final Duration KEEP = Duration.ofSeconds(10);

    private final ScheduledThreadPoolExecutor executor;

    HostAlarms() {
        this(body -> HostThreads.make("alarms", body), KEEP);
    }

    /**
     * For tests: with other threads.
     *
     * @param keep how long a thread waits for more
     */
    HostAlarms(ThreadFactory threads, Duration keep) {
        executor = new ScheduledThreadPoolExecutor(1, threads);
        executor.setKeepAliveTime(keep.toNanos(), TimeUnit.NANOSECONDS);
        executor.allowCoreThreadTimeOut(true);
        // What is canceled would keep the thread until its time has come, and there may be thousands of reloads before.
        executor.setRemoveOnCancelPolicy(true);
    }

    /** Without a thread, what is given here waits until there is one for something else. No unload fails of that. */
    @Override
    public Alarm after(Duration delay, Runnable body) {
        try {
            ScheduledFuture<?> scheduled =
                    executor.schedule(() -> run(body), Durations.saturatedNanos(delay), TimeUnit.NANOSECONDS);
            return () -> scheduled.cancel(false);
        } catch (OutOfMemoryError noThread) {
            tellNoThread(noThread);
            return () -> {};
        }
    }

    @Override
    public void soon(Runnable body) {
        try {
            executor.execute(() -> run(body));
        } catch (OutOfMemoryError noThread) {
            tellNoThread(noThread);
        }
    }

    private static void tellNoThread(OutOfMemoryError noThread) {
        log.warn(
                "Stuck calls are not reported for now, as the JVM can make no thread that would: {}. Unloads go on;"
                        + " PluginHost.inFlight shows who is inside",
                noThread.toString());
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    private static void run(Runnable body) {
        try {
            body.run();
        } catch (Throwable failure) { // would be kept by a future that nobody looks at
            log.warn(
                    "An observation of a plugin failed: {}", Failure.of(failure).stackTrace());
        }
    }
}
