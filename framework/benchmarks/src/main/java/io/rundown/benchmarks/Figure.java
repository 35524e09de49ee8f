package io.rundown.benchmarks;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;

/**
 * An average time, boiled down from its forks to their median: a fork whose code was compiled or laid out unluckily must
 * not spoil the others.
 *
 * @param name of the benchmark's method with its parameters, such as {@code reload(callers=1)}, or what the report calls
 *     it
 * @param threads how many ran it at once
 * @param time of one operation in the benchmark's unit
 * @param bytes allocated per operation, {@link Double#NaN} if it was not measured
 */
public record Figure(String name, int threads, double time, double bytes) {

    private static final String ALLOCATION = "gc.alloc.rate.norm";

    /** Boils down the results of a run. */
    public static List<Figure> of(Collection<RunResult> results) {
        return results.stream().map(Figure::of).toList();
    }

    private static Figure of(RunResult result) {
        return new Figure(
                name(result),
                result.getParams().getThreads(),
                medianOfForks(result, fork -> fork.getPrimaryResult().getScore()),
                medianOfForks(result, Figure::allocation));
    }

    /** The same figure under another name. */
    public Figure named(String otherName) {
        return new Figure(otherName, threads, time, bytes);
    }

    static String name(RunResult result) {
        String benchmark = result.getParams().getBenchmark();
        return benchmark.substring(benchmark.lastIndexOf('.') + 1) + parameters(result);
    }

    private static String parameters(RunResult result) {
        Collection<String> keys = List.copyOf(result.getParams().getParamsKeys());
        return keys.isEmpty()
                ? ""
                : keys.stream()
                        .map(key -> key + "=" + result.getParams().getParam(key))
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    static double medianOfForks(RunResult result, ToDoubleFunction<BenchmarkResult> ofFork) {
        return median(result.getBenchmarkResults().stream().mapToDouble(ofFork).toArray());
    }

    /** The middle one, or between the two in the middle. */
    public static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static double allocation(BenchmarkResult fork) {
        return fork.getSecondaryResults().containsKey(ALLOCATION)
                ? fork.getSecondaryResults().get(ALLOCATION).getScore()
                : Double.NaN;
    }
}
