package io.rundown.host;

import io.rundown.host.model.Durations;
import io.rundown.host.model.Failure;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The alarms of a host. Their thread is a daemon, is made when there is something to wait for, and ends when there is not. */
final class HostAlarms implements Alarms {

    private static final Logger log = LoggerFactory.getLogger(PluginHost.class);

    /** Longer than between two unloads of a busy host. */
    private static final long KEEP_SECONDS = 10;

    private final ScheduledThreadPoolExecutor executor;

    HostAlarms() {
        executor = new ScheduledThreadPoolExecutor(1, body -> HostThreads.make("alarms", body));
        executor.setKeepAliveTime(KEEP_SECONDS, TimeUnit.SECONDS);
        executor.allowCoreThreadTimeOut(true);
        // What is canceled leads to a generation, and there may be thousands of reloads before its time has come.
        executor.setRemoveOnCancelPolicy(true);
    }

    @Override
    public Alarm after(Duration delay, Runnable body) {
        ScheduledFuture<?> scheduled =
                executor.schedule(() -> run(body), Durations.saturatedNanos(delay), TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }

    @Override
    public void soon(Runnable body) {
        executor.execute(() -> run(body));
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
