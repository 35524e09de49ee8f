package io.rundown.benchmarks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/** Figures of one run, found by name and number of threads. */
public final class Figures {

    private final List<Figure> figures;
    private final List<Integer> threads;
    private final List<String> order;

    /**
     * Takes figures of one run.
     *
     * @param figures each name once for each number of threads
     * @param order the order of the rows; whatever else there is comes after, as it comes
     */
    public Figures(List<Figure> figures, List<String> order) {
        this.figures = List.copyOf(figures);
        this.threads =
                List.copyOf(new TreeSet<>(figures.stream().map(Figure::threads).toList()));
        this.order = List.copyOf(order);
    }

    /** The numbers of threads that there are figures for. */
    public List<Integer> threads() {
        return threads;
    }

    /** A row per name, a column per number of threads, and what was allocated. */
    public Table costs(String title) {
        Table table = new Table(heading(title, List.of("B/op")));
        for (String name : names()) {
            List<String> cells = cells("`" + name + "`", n -> number(time(name, n)));
            cells.add(Table.number(Math.abs(bytes(name))));
            table.row(cells);
        }
        return table;
    }

    /** The names in the order of the rows. */
    public List<String> names() {
        return figures.stream()
                .map(Figure::name)
                .distinct()
                .sorted(Comparator.comparingInt(this::place))
                .toList();
    }

    private int place(String name) {
        int place = order.indexOf(name);
        return place < 0 ? order.size() : place;
    }

    /** The time of one operation. */
    public Optional<Double> time(String name, int threadCount) {
        return figures.stream()
                .filter(figure ->
                        figure.threads() == threadCount && figure.name().equals(name))
                .map(Figure::time)
                .findFirst();
    }

    /** How many times as fast one is as another. */
    public Optional<Double> ratio(String slow, String fast, int threadCount) {
        return time(slow, threadCount)
                .flatMap(slowTime -> time(fast, threadCount).map(fastTime -> slowTime / fastTime));
    }

    /** How much longer one takes than another. */
    public Optional<Double> difference(String more, String less, int threadCount) {
        return time(more, threadCount)
                .flatMap(moreTime -> time(less, threadCount).map(lessTime -> moreTime - lessTime));
    }

    /** The fastest of some. */
    public Optional<Figure> best(Predicate<String> names, int threadCount) {
        return figures.stream()
                .filter(figure -> figure.threads() == threadCount && names.test(figure.name()))
                .min(Comparator.comparingDouble(Figure::time));
    }

    /** The most that was allocated with any number of threads; {@link Double#NaN} if that was not measured. */
    public double bytes(String name) {
        return figures.stream()
                .filter(figure -> figure.name().equals(name))
                .mapToDouble(Figure::bytes)
                .max()
                .orElse(Double.NaN);
    }

    /** A heading with a column per number of threads. */
    public List<String> heading(String first, List<String> last) {
        List<String> heading = cells(first, n -> n == 1 ? "1 thread" : n + " threads");
        heading.addAll(last);
        return heading;
    }

    /** A row with a column per number of threads; may be added to. */
    public List<String> cells(String first, IntFunction<String> perThreadCount) {
        List<String> cells = new ArrayList<>(List.of(first));
        threads.forEach(n -> cells.add(perThreadCount.apply(n)));
        return cells;
    }

    /** As {@link Table#number}; a dash for nothing. */
    public static String number(Optional<Double> value) {
        return Table.number(value.orElse(Double.NaN));
    }
}
