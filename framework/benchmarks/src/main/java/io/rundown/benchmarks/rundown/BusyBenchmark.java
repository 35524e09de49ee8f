package io.rundown.benchmarks.rundown;

import io.rundown.Guard;
import io.rundown.RundownProtection;
import io.rundown.RundownProtection.State;
import io.rundown.benchmarks.HeavyFence;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** Begin and wait while other threads come and go, or are turned away, without a pause. */
@org.openjdk.jmh.annotations.State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class BusyBenchmark {

    /** How many threads are busy around the one that measures. */
    @Param({"1", "3"})
    public int busy;

    private final Target target = new Target();
    private final RundownProtection protection = new RundownProtection();
    private final Runnable heavyFence = HeavyFence.ofThisJdk();
    private final List<Thread> callers = new ArrayList<>();
    private volatile boolean stopped;

    /** What the callers have read, so that their calls are not optimised away. */
    private final AtomicLong answers = new AtomicLong();

    @Setup(Level.Trial)
    public void startCallers() {
        for (int i = 0; i < busy; i++) {
            Thread caller = new Thread(this::callUntilStopped, "caller-" + i);
            caller.setDaemon(true);
            caller.start();
            callers.add(caller);
        }
    }

    private void callUntilStopped() {
        long sum = 0;
        while (!stopped) {
            try (Guard guard = protection.tryAcquire()) {
                sum += guard == null ? GateBenchmark.REFUSED : target.call();
            }
        }
        answers.addAndGet(sum);
    }

    @TearDown(Level.Trial)
    public void stopCallers() throws InterruptedException {
        stopped = true;
        for (Thread caller : callers) {
            caller.join();
        }
    }

    @Setup(Level.Invocation)
    public void reinitialize() {
        if (protection.state() != State.ACTIVE) {
            protection.reinitialize();
        }
    }

    @Benchmark
    public void heavyFenceBusy() {
        heavyFence.run();
    }

    @Benchmark
    public boolean beginAndAwaitBusy() throws InterruptedException {
        return protection.awaitRundown();
    }
}
