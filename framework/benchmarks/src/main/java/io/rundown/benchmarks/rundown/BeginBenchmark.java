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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;

/** What the owner of a protection that nobody holds pays; the fence alone is the yardstick. */
@org.openjdk.jmh.annotations.State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class BeginBenchmark {

    private final RundownProtection protection = new RundownProtection();
    private final Runnable heavyFence = HeavyFence.ofThisJdk();

    /** A rundown happens once; every invocation needs a protection as good as new. */
    @Setup(Level.Invocation)
    public void reinitialize() {
        if (protection.state() != State.ACTIVE) {
            protection.reinitialize();
        }
    }

    @Benchmark
    public void heavyFence() {
        heavyFence.run();
    }

    @Benchmark
    public void begin() {
        protection.beginRundown();
    }

    @Benchmark
    public boolean beginAndAwait() throws InterruptedException {
        return protection.awaitRundown();
    }
}
