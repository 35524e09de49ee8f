package io.rundown.benchmarks.rundown;

import io.rundown.benchmarks.Figure;
import io.rundown.benchmarks.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.IntFunction;
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

    private final List<Figure> figures;
    private final List<Integer> threads;

    GateReport(List<Figure> figures) {
        this.figures = List.copyOf(figures);
        this.threads =
                List.copyOf(new TreeSet<>(figures.stream().map(Figure::threads).toList()));
    }

    /** A row per design, a column per number of threads. */
    String costs() {
        Table table = new Table(heading("ns per acquire, call and release", List.of("B/op")));
        for (String design : names()) {
            List<String> cells = cells("`" + design + "`", n -> number(time(design, n)));
            cells.add(Table.number(Math.abs(bytes(design))));
            table.row(cells);
        }
        return table.toString();
    }

    /** How the protection compares with its peers, and what it adds to the call. */
    String ratios() {
        return new Table(heading("how many times as fast `rundown` is as", List.of()))
                .row(cells("the best conventional design", n -> speedUp(best(GateReport::isPeer, n), n)))
                .row(cells("the best design with a single word", n -> speedUp(best(GateReport::isSingleWord, n), n)))
                .row(cells("`stripes`", n -> number(ratio(STRIPES, RUNDOWN, n))))
                .row(cells("ns over the bare call", n -> number(difference(RUNDOWN, BARE, n))))
                .toString();
    }

    /** The time of every figure of another report as a multiple of that of the stripes in this one. */
    String comparedWithStripes(GateReport others) {
        Table table = new Table(heading("time as a multiple of that of `stripes`", List.of()));
        for (String name : others.names()) {
            table.row(cells(
                    "`" + name + "`",
                    n -> number(others.time(name, n)
                            .flatMap(time -> time(STRIPES, n).map(stripes -> time / stripes)))));
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

    Optional<Figure> best(Predicate<String> designs, int threadCount) {
        return figures.stream()
                .filter(figure -> figure.threads() == threadCount && designs.test(figure.name()))
                .min(Comparator.comparingDouble(Figure::time));
    }

    private String speedUp(Optional<Figure> peer, int threadCount) {
        return peer.map(it -> number(ratio(it.name(), RUNDOWN, threadCount)) + " (`" + it.name() + "`)")
                .orElse(number(Optional.empty()));
    }

    private Optional<Double> ratio(String slow, String fast, int threadCount) {
        return time(slow, threadCount)
                .flatMap(slowTime -> time(fast, threadCount).map(fastTime -> slowTime / fastTime));
    }

    private Optional<Double> difference(String more, String less, int threadCount) {
        return time(more, threadCount)
                .flatMap(moreTime -> time(less, threadCount).map(lessTime -> moreTime - lessTime));
    }

    private Optional<Double> time(String design, int threadCount) {
        return figures.stream()
                .filter(figure ->
                        figure.threads() == threadCount && figure.name().equals(design))
                .map(Figure::time)
                .findFirst();
    }

    /** The most that was seen with any number of threads. */
    private double bytes(String design) {
        return figures.stream()
                .filter(figure -> figure.name().equals(design))
                .mapToDouble(Figure::bytes)
                .max()
                .orElse(Double.NaN);
    }

    private List<String> names() {
        return figures.stream()
                .map(Figure::name)
                .distinct()
                .sorted(Comparator.comparingInt(GateReport::place))
                .toList();
    }

    private static int place(String name) {
        int place = ORDER.indexOf(name);
        return place < 0 ? ORDER.size() : place;
    }

    private List<String> heading(String first, List<String> last) {
        List<String> heading = cells(first, n -> n == 1 ? "1 thread" : n + " threads");
        heading.addAll(last);
        return heading;
    }

    private List<String> cells(String first, IntFunction<String> perThreadCount) {
        List<String> cells = new ArrayList<>(List.of(first));
        threads.forEach(n -> cells.add(perThreadCount.apply(n)));
        return cells;
    }

    private static String number(Optional<Double> value) {
        return Table.number(value.orElse(Double.NaN));
    }
}
