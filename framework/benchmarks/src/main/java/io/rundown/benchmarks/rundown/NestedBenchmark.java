package io.rundown.benchmarks.rundown;

import io.rundown.Guard;
import io.rundown.RundownProtection;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** An acquire by a thread that is inside already. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class NestedBenchmark {

    private final Target target = new Target();
    private final RundownProtection protection = new RundownProtection();

    /** The hold around the measured one; per iteration, because only within one is it sure to be the same thread. */
    @State(Scope.Thread)
    public static class Outer {

        private @Nullable Guard guard;

        @Setup(Level.Iteration)
        public void acquire(NestedBenchmark benchmark) {
            guard = benchmark.protection.acquire();
        }

        @TearDown(Level.Iteration)
        public void release() {
            if (guard != null) {
                guard.close();
            }
        }
    }

    @Benchmark
    public int nested(@SuppressWarnings("unused") Outer outer) {
        try (Guard guard = protection.tryAcquire()) {
            return guard == null ? GateBenchmark.REFUSED : target.call();
        }
    }
}
