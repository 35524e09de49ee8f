package io.rundown.benchmarks.rundown;

import io.rundown.benchmarks.Figure;
import io.rundown.benchmarks.Latency;
import io.rundown.benchmarks.Report;
import io.rundown.benchmarks.Session;
import io.rundown.benchmarks.Suite;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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

    private static final String ALL_GATES = Session.methods(GateBenchmark.class, "\\w+");

    @Override
    public String name() {
        return "rundown";
    }

    @Override
    public String run(Session session) throws RunnerException, IOException, InterruptedException {
        GateReport platform = new GateReport(session.runOnThreads(THREADS, "platform", ALL_GATES));
        GateReport others = new GateReport(otherWaysIn(session));
        Report report = new Report();
        report.section("Platform threads", platform.costs(), platform.ratios());
        report.section("Other ways in", others.costs(), platform.comparedWithStripes(others));
        if (JAVA >= 21) {
            String gates = session.isQuick()
                    ? Session.methods(GateBenchmark.class, "bare|rundown|fetchAndAdd|stripes")
                    : ALL_GATES;
            GateReport virtual = new GateReport(session.runOnThreads(THREADS, "virtual", gates, ON_VIRTUAL_THREADS));
            report.section("Virtual threads", virtual.costs(), virtual.ratios());
        }
        LatencyReport latencies = new LatencyReport(latencies(session));
        report.section("The owner's side", latencies.times(), latencies.ratios());
        // A small heap and a simple collector, so that used heap is live heap.
        report.section("Footprint", session.runProgram("footprint", Footprint.class, "-XX:+UseSerialGC", "-Xmx256m"));
        return report.toString();
    }

    /** The fences one by one, an acquire inside another, the guard that any thread may close, and verifier mode. */
    private static List<Figure> otherWaysIn(Session session) throws RunnerException {
        List<Figure> figures = new ArrayList<>();
        String rundown = Session.methods(GateBenchmark.class, GateReport.RUNDOWN);
        for (String fence : fences()) {
            session.runOnThreads(THREADS, "fence " + fence, rundown, "-Dio.rundown.fence=" + fence).stream()
                    .map(figure -> figure.named(figure.name() + ", fence " + fence))
                    .forEach(figures::add);
        }
        figures.addAll(session.runOnThreads(THREADS, "nested", Session.methods(NestedBenchmark.class, "\\w+")));
        figures.addAll(
                session.runOnThreads(THREADS, "transferable", Session.methods(TransferableBenchmark.class, "\\w+")));
        figures.addAll(session.runOnThreads(THREADS, "verifying", Session.methods(VerifyingBenchmark.class, "\\w+")));
        return figures;
    }

    private static List<String> fences() {
        return JAVA >= 22 ? List.of("handshake", "safepoint", "atomic") : List.of("safepoint", "atomic");
    }

    private static List<Latency> latencies(Session session) throws RunnerException {
        List<Latency> latencies = new ArrayList<>();
        for (Class<?> benchmark :
                List.of(BeginBenchmark.class, BusyBenchmark.class, ParkedBenchmark.class, WakeUpBenchmark.class)) {
            latencies.addAll(Latency.of(session.run(
                    benchmark.getSimpleName(), options -> options.include(Session.methods(benchmark, "\\w+")))));
        }
        return latencies;
    }
}
