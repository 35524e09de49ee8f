package io.rundown.benchmarks.rundown;

import io.rundown.Guard;
import io.rundown.RundownProtection;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Verifier mode, which records every acquire. In a class and a JVM of its own: elsewhere its guards are not even loaded,
 * and would take from the other figures what the JIT knows because of that.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class VerifyingBenchmark {

    private final Target target = new Target();
    private final RundownProtection protection = RundownProtection.verifying("the target");

    @Benchmark
    public int verifying() {
        try (Guard guard = protection.tryAcquire()) {
            return guard == null ? GateBenchmark.REFUSED : target.call();
        }
    }
}
