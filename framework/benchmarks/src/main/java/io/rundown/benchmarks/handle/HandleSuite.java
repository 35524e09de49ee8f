package io.rundown.benchmarks.handle;

import io.rundown.benchmarks.Figure;
import io.rundown.benchmarks.Figures;
import io.rundown.benchmarks.Report;
import io.rundown.benchmarks.Session;
import io.rundown.benchmarks.Suite;
import io.rundown.benchmarks.Table;
import java.io.IOException;
import java.util.List;
import org.openjdk.jmh.runner.RunnerException;

/** Measures the plugin host: calls through handles above all. */
public final class HandleSuite implements Suite {

    private static final int[] THREADS = {1, 2, 4};
    private static final int[] UP_TO_TWO = {1, 2};
    private static final int[] ONE = {1};

    /** A logger would be measured along with what it logs; without one its library complains. */
    private static final String NO_COMPLAINTS = "-Dslf4j.internal.verbosity=ERROR";

    private static final double MILLIS = 1_000;

    @Override
    public String name() {
        return "handle";
    }

    @Override
    public String run(Session session) throws RunnerException, IOException, InterruptedException {
        List<Figure> calls = run(session, THREADS, "call", CallBenchmark.class);
        List<Figure> megamorphic = run(session, UP_TO_TWO, "megamorphic", MegamorphicBenchmark.class);
        List<Figure> whileReloading =
                run(session, UP_TO_TWO, "call while reloading", CallWhileReloadingBenchmark.class);
        HandleReport handles = new HandleReport(calls, megamorphic, whileReloading);
        Report report = new Report();
        report.section(
                "What was aimed at, and what came out",
                handles.targets(Runtime.getRuntime().availableProcessors()));
        report.section("A call", handles.costs(), handles.ratios());
        report.section("A call site with many targets", handles.megamorphicCosts());
        report.section("Calls while reloading", handles.whileReloading(), handles.throughputs());
        report.section(
                "Calls while the host is being looked at",
                new Figures(
                                run(session, UP_TO_TWO, "call while observed", ObservedCallBenchmark.class),
                                List.of("call(observed=NO)"))
                        .costs("ns per call")
                        .toString());
        report.section("Reloads", reloads(run(session, ONE, "reload", ReloadBenchmark.class)));
        report.section("Unload of an idle plugin", program(session, "unload", UnloadSteps.class));
        String footprint = program(session, "load", LoadFootprint.class);
        report.section(
                "Many plugins",
                new ScaleReport(footprint, run(session, ONE, "many plugins", ScaleBenchmark.class)).toString());
        return report.toString();
    }

    private static String reloads(List<Figure> figures) {
        Table table = new Table(List.of("reloads", "ms each", "per second"));
        for (Figure figure : figures) {
            table.row(List.of(
                    "`" + figure.name() + "`", Table.number(figure.time()), Table.number(MILLIS / figure.time())));
        }
        return table.toString();
    }

    private static List<Figure> run(Session session, int[] threads, String title, Class<?> benchmark)
            throws RunnerException {
        return session.runOnThreads(threads, title, Session.methods(benchmark, "\\w+"), NO_COMPLAINTS);
    }

    /** A small heap and a simple collector, so that used heap is live heap. */
    private static String program(Session session, String title, Class<?> program)
            throws IOException, InterruptedException {
        return session.runProgram(title, program, NO_COMPLAINTS, "-XX:+UseSerialGC", "-Xmx256m");
    }
}
