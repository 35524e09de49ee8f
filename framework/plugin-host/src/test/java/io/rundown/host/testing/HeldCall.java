package io.rundown.host.testing;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** A call that is inside a plugin and stays there until it is released. */
public final class HeldCall {

    /** Longer than any test that works needs. */
    public static final Duration LONG = Duration.ofSeconds(30);

    private final CountDownLatch inside = new CountDownLatch(1);
    private final CountDownLatch leave = new CountDownLatch(1);
    private final FutureTask<Object> task;
    private final Thread thread;

    private HeldCall(Runner runner, Runnable beforeLeaving) {
        task = new FutureTask<>(() -> runner.run(() -> {
            inside.countDown();
            leave.await();
            beforeLeaving.run();
            return "done";
        }));
        thread = new Thread(task, "held-call");
        thread.setDaemon(true);
    }

    /** Returns once the call is inside. */
    public static HeldCall in(Runner runner) throws InterruptedException {
        return in(runner, () -> {});
    }

    /** Likewise; does something inside after the release. */
    public static HeldCall in(Runner runner, Runnable beforeLeaving) throws InterruptedException {
        HeldCall call = new HeldCall(runner, beforeLeaving);
        call.thread.start();
        if (!call.inside.await(LONG.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("The call did not get in");
        }
        return call;
    }

    public void release() {
        leave.countDown();
    }

    public String threadName() {
        return thread.getName();
    }

    /** What the call returned; throws what it threw. */
    public Object result() throws Exception {
        try {
            return task.get(LONG.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception thrown ? thrown : e;
        }
    }
}
