package io.rundown.benchmarks.rundown;

import io.rundown.RundownProtection;
import io.rundown.TransferableGuard;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The guard that any thread may close, here closed by the thread that acquired it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TransferableBenchmark {

    private final Target target = new Target();
    private final RundownProtection protection = new RundownProtection();

    @Benchmark
    public int transferable() {
        try (TransferableGuard guard = protection.tryAcquireTransferable()) {
            return guard == null ? GateBenchmark.REFUSED : target.call();
        }
    }
}
