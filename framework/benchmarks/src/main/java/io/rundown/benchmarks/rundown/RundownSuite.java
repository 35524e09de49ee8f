package io.rundown.benchmarks.rundown;

import io.rundown.benchmarks.Figure;
import io.rundown.benchmarks.Latency;
import io.rundown.benchmarks.Session;
import io.rundown.benchmarks.Suite;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;

/** Measures the protection itself. */
public final class RundownSuite implements Suite {

    private static final int[] THREADS = {1, 2, 4};
    private static final int JAVA = Runtime.version().feature();

    /**
     * A carrier per benchmark thread, even where there are fewer processors: a virtual thread that only calculates would
     * keep the others from running, and their figures would mean nothing.
     */
    private static final String[] ON_VIRTUAL_THREADS = {
        "-Djmh.executor=VIRTUAL", "-Djdk.virtualThreadScheduler.parallelism=4"
    };

    private static final String ALL_GATES = methods(GateBenchmark.class, "\\w+");

    @Override
    public String name() {
        return "rundown";
    }

    @Override
    public String run(Session session) throws RunnerException, IOException, InterruptedException {
        GateReport platform = new GateReport(onAllThreadCounts(session, "platform", ALL_GATES));
        GateReport others = new GateReport(otherWaysIn(session));
        StringBuilder report = new StringBuilder();
        section(report, "Platform threads", platform.costs(), platform.ratios());
        section(report, "Other ways in", others.costs(), platform.comparedWithStripes(others));
        if (JAVA >= 21) {
            String gates =
                    session.isQuick() ? methods(GateBenchmark.class, "bare|rundown|fetchAndAdd|stripes") : ALL_GATES;
            GateReport virtual = new GateReport(onAllThreadCounts(session, "virtual", gates, ON_VIRTUAL_THREADS));
            section(report, "Virtual threads", virtual.costs(), virtual.ratios());
        }
        LatencyReport latencies = new LatencyReport(latencies(session));
        section(report, "The owner's side", latencies.times(), latencies.ratios());
        // A small heap and a simple collector, so that used heap is live heap.
        section(report, "Footprint", session.runProgram("footprint", Footprint.class, "-XX:+UseSerialGC", "-Xmx256m"));
        return report.toString();
    }

    /** The fences one by one, an acquire inside another, and the guard that any thread may close. */
    private static List<Figure> otherWaysIn(Session session) throws RunnerException {
        List<Figure> figures = new ArrayList<>();
        String rundown = methods(GateBenchmark.class, GateReport.RUNDOWN);
        for (String fence : fences()) {
            onAllThreadCounts(session, "fence " + fence, rundown, "-Dio.rundown.fence=" + fence).stream()
                    .map(figure -> figure.named(figure.name() + ", fence " + fence))
                    .forEach(figures::add);
        }
        figures.addAll(onAllThreadCounts(session, "nested", methods(NestedBenchmark.class, "\\w+")));
        figures.addAll(onAllThreadCounts(session, "transferable", methods(TransferableBenchmark.class, "\\w+")));
        return figures;
    }

    private static List<String> fences() {
        return JAVA >= 22 ? List.of("handshake", "safepoint", "atomic") : List.of("safepoint", "atomic");
    }

    private static List<Figure> onAllThreadCounts(Session session, String title, String include, String... jvmArgs)
            throws RunnerException {
        List<Figure> figures = new ArrayList<>();
        for (int threads : THREADS) {
            Collection<RunResult> results = session.run(
                    title + ", " + threads + (threads == 1 ? " thread" : " threads"),
                    options -> options.include(include)
                            .threads(threads)
                            .addProfiler(GCProfiler.class)
                            .jvmArgsAppend(jvmArgs));
            figures.addAll(Figure.of(results));
        }
        return figures;
    }

    private static List<Latency> latencies(Session session) throws RunnerException {
        List<Latency> latencies = new ArrayList<>();
        for (Class<?> benchmark :
                List.of(BeginBenchmark.class, BusyBenchmark.class, ParkedBenchmark.class, WakeUpBenchmark.class)) {
            latencies.addAll(Latency.of(
                    session.run(benchmark.getSimpleName(), options -> options.include(methods(benchmark, "\\w+")))));
        }
        return latencies;
    }

    private static String methods(Class<?> benchmark, String names) {
        return "^" + benchmark.getName().replace(".", "\\.") + "\\.(" + names + ")$";
    }

    private static void section(StringBuilder report, String title, String... parts) {
        report.append("### ").append(title).append("\n\n");
        Stream.of(parts).forEach(part -> report.append(part).append('\n'));
    }
}
