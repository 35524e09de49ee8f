package io.rundown.benchmarks.rundown;

import io.rundown.benchmarks.Figure;
import io.rundown.benchmarks.Figures;
import io.rundown.benchmarks.Table;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What the figures of {@link GateBenchmark} say about the protection; all of one run. */
final class GateReport {

    static final String BARE = "bare";
    static final String RUNDOWN = "rundown";
    static final String STRIPES = "stripes";

    /** The order of the rows; whatever else there is comes after, as it comes. */
    private static final List<String> ORDER = List.of(
            BARE,
            RUNDOWN,
            "cas",
            "fetchAndAdd",
            STRIPES,
            "readLock",
            "stampedLock",
            "semaphore",
            "phaser",
            "refCounted",
            "monitor",
            "opOrder");

    private final Figures figures;

    GateReport(List<Figure> figures) {
        this.figures = new Figures(figures, ORDER);
    }

    /** A row per design, a column per number of threads. */
    String costs() {
        return figures.costs("ns per acquire, call and release").toString();
    }

    /** How the protection compares with its peers, and what it adds to the call. */
    String ratios() {
        return new Table(figures.heading("how many times as fast `rundown` is as", List.of()))
                .row(figures.cells("the best conventional design", n -> speedUp(GateReport::isPeer, n)))
                .row(figures.cells("the best design with a single word", n -> speedUp(GateReport::isSingleWord, n)))
                .row(figures.cells("`stripes`", n -> Figures.number(figures.ratio(STRIPES, RUNDOWN, n))))
                .row(figures.cells("ns over the bare call", n -> Figures.number(figures.difference(RUNDOWN, BARE, n))))
                .toString();
    }

    /** The time of every figure of another report as a multiple of that of the stripes in this one. */
    String comparedWithStripes(GateReport others) {
        Table table = new Table(figures.heading("time as a multiple of that of `stripes`", List.of()));
        for (String name : others.figures.names()) {
            table.row(figures.cells(
                    "`" + name + "`",
                    n -> Figures.number(others.figures
                            .time(name, n)
                            .flatMap(time -> figures.time(STRIPES, n).map(stripes -> time / stripes)))));
        }
        return table.toString();
    }

    /** Everything but the protection and the call without any. */
    private static boolean isPeer(String design) {
        return !design.equals(BARE) && !design.equals(RUNDOWN);
    }

    private static boolean isSingleWord(String design) {
        return isPeer(design) && !design.equals(STRIPES);
    }

    private String speedUp(Predicate<String> designs, int threadCount) {
        return figures.best(designs, threadCount)
                .map(it -> Figures.number(figures.ratio(it.name(), RUNDOWN, threadCount)) + " (`" + it.name() + "`)")
                .orElse(Figures.number(Optional.empty()));
    }
}
