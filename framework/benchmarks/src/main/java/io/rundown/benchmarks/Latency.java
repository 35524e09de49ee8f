package io.rundown.benchmarks;

import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;

/**
 * A time that was sampled; as {@link Figure}, each value is the median of what the forks say.
 *
 * @param name of the benchmark's method with its parameters, such as {@code begin(threads=16)}
 * @param half of the samples took no longer than this, in the benchmark's unit
 * @param ninetyNine of a hundred samples took no longer than this
 */
public record Latency(String name, double half, double ninetyNine) {

    /** Boils down the results of a run. */
    public static List<Latency> of(Collection<RunResult> results) {
        return results.stream().map(Latency::of).toList();
    }

    private static Latency of(RunResult result) {
        return new Latency(
                Figure.name(result),
                Figure.medianOfForks(result, fork -> percentile(fork, 50)),
                Figure.medianOfForks(result, fork -> percentile(fork, 99)));
    }

    private static double percentile(BenchmarkResult fork, double rank) {
        return fork.getPrimaryResult().getStatistics().getPercentile(rank);
    }
}
