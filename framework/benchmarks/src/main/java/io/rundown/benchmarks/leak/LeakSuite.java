package io.rundown.benchmarks.leak;

import io.rundown.benchmarks.Report;
import io.rundown.benchmarks.Session;
import io.rundown.benchmarks.Suite;
import io.rundown.benchmarks.handle.CleanUpCosts;
import io.rundown.benchmarks.handle.WatchCosts;
import io.rundown.benchmarks.leak.dumped.DumpProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Measures the explanation of a leak, and what looking for leaks adds to an unload that leaves none. */
public final class LeakSuite implements Suite {

    /** A logger would be measured along with what it logs; without one its library complains. */
    private static final String NO_COMPLAINTS = "-Dslf4j.internal.verbosity=ERROR";

    private static final int RUNS = 5;
    private static final int DUMPS = 3;

    /** With hardly enough memory the collector might go on for ever. */
    private static final Duration LONGEST_TRY = Duration.ofMinutes(2);

    /** For a tool that takes longer, the smallest heap is not looked for: that would take half an hour. */
    private static final double LONGEST_MILLIS = 30_000;

    @Override
    public String name() {
        return "leak";
    }

    @Override
    public String run(Session session) throws IOException, InterruptedException {
        List<DumpSize> sizes =
                session.isQuick() ? List.of(DumpSize.SMALL) : List.of(DumpSize.SMALL, DumpSize.MIDDLE, DumpSize.LARGE);
        List<DumpFigures> measured = new ArrayList<>();
        for (DumpSize size : sizes) {
            measured.add(measure(session, size));
        }
        Report report = new Report();
        LeakReport leaks = new LeakReport(measured);
        report.section("The dumps", leaks.dumps());
        report.section("To open a dump and explain a leak", leaks.times(), leaks.ratios());
        report.section("The smallest heap that is enough", leaks.heaps());
        report.section("What was found in the last dump", leaks.paths());
        report.section(
                "What looking for leftovers adds to an unload without any",
                session.runProgram("unload", CleanUpCosts.class, NO_COMPLAINTS, "-XX:+UseSerialGC", "-Xmx256m"));
        report.section(
                "What watching adds to an unload",
                session.runProgram("watch", WatchCosts.class, NO_COMPLAINTS, "-XX:+UseSerialGC", "-Xmx256m"));
        return report.toString();
    }

    private static DumpFigures measure(Session session, DumpSize size) throws IOException, InterruptedException {
        Path dump = session.scratch().resolve("leak.hprof");
        try {
            String millis = session.runProgram(
                    "make a dump of " + size.name(),
                    DumpProgram.class,
                    "-Xmx" + size.programHeap() + "m",
                    property(DumpProgram.FILE, dump),
                    property(DumpProgram.CUSTOMERS, size.customers()),
                    property(DumpProgram.TIMES, DUMPS));
            Map<Tool, Explained> explained = new EnumMap<>(Tool.class);
            for (Tool tool : Tool.values()) {
                explained.put(tool, explain(session, tool, size, dump));
            }
            return new DumpFigures(
                    size, Files.size(dump), Explained.median(millis.lines().toList()), explained);
        } finally {
            Files.deleteIfExists(dump);
        }
    }

    private static Explained explain(Session session, Tool tool, DumpSize size, Path dump)
            throws IOException, InterruptedException {
        String printed = session.runProgram(
                size.name() + " by " + tool.title(),
                ExplainProgram.class,
                arguments(tool, dump, size.toolHeap(), size.warmUps(), RUNS));
        if (Explained.read(printed, OptionalInt.empty()).millis() > LONGEST_MILLIS) {
            return Explained.read(printed, OptionalInt.empty());
        }
        OptionalInt heap = SmallestHeap.find(tried -> session.tryProgram(
                size.name() + " by " + tool.title() + " with " + tried + " MB",
                ExplainProgram.class,
                LONGEST_TRY,
                arguments(tool, dump, tried, 0, 1)));
        return Explained.read(printed, heap);
    }

    private static String[] arguments(Tool tool, Path dump, int heap, int warmUps, int runs) {
        return new String[] {
            "-Xms" + heap + "m",
            "-Xmx" + heap + "m",
            property(ExplainProgram.TOOL, tool),
            property(ExplainProgram.FILE, dump),
            property(ExplainProgram.WARM_UPS, warmUps),
            property(ExplainProgram.RUNS, runs)
        };
    }

    private static String property(String name, Object value) {
        return "-D" + name + "=" + value;
    }
}
