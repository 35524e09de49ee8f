package io.rundown.benchmarks.rundown;

import io.rundown.RundownProtection;
import io.rundown.RundownProtection.State;
import io.rundown.benchmarks.HeavyFence;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** Begin with many threads that have been inside and are parked now: every one has a cell to scan and passes a fence. */
@org.openjdk.jmh.annotations.State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ParkedBenchmark {

    /** How many threads are parked. */
    @Param({"1", "16", "256", "2000"})
    public int parked;

    private final RundownProtection protection = new RundownProtection();
    private final Runnable heavyFence = HeavyFence.ofThisJdk();
    private final ParkedThreads threads = new ParkedThreads();

    @Setup(Level.Trial)
    public void park() throws InterruptedException {
        threads.start(parked, () -> protection.acquire().close());
    }

    @TearDown(Level.Trial)
    public void leave() throws InterruptedException {
        threads.stop();
    }

    @Setup(Level.Invocation)
    public void reinitialize() {
        if (protection.state() != State.ACTIVE) {
            protection.reinitialize();
        }
    }

    @Benchmark
    public void heavyFenceParked() {
        heavyFence.run();
    }

    @Benchmark
    public void beginParked() {
        protection.beginRundown();
    }
}
