package io.rundown.benchmarks.handle;

import io.rundown.benchmarks.Figure;
import io.rundown.benchmarks.Figures;
import io.rundown.benchmarks.Table;
import java.util.List;
import java.util.stream.Stream;

/** A row for each number of plugins. */
final class ScaleReport {

    private static final double KILO = 1_000;

    private final String footprint;
    private final Figures looks;

    /**
     * Takes what was measured.
     *
     * @param footprint what {@link LoadFootprint} printed
     * @param looks the figures of {@link ScaleBenchmark}
     */
    ScaleReport(String footprint, List<Figure> looks) {
        this.footprint = footprint;
        this.looks = new Figures(looks, List.of());
    }

    @Override
    public String toString() {
        Table table = new Table(List.of(
                "plugins",
                "load, ms each",
                "heap, kB each",
                "metaspace, kB each",
                "call, ns",
                "`status()`, µs",
                "iterate `extensions`, µs"));
        footprint.lines().map(ScaleReport::fields).forEach(fields -> table.row(row(fields)));
        return table.toString();
    }

    private static double[] fields(String line) {
        return Stream.of(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    private List<String> row(double[] fields) {
        int count = (int) fields[0];
        return List.of(
                Integer.toString(count),
                Table.number(fields[1]),
                Table.number(fields[2] / KILO),
                Table.number(fields[3] / KILO),
                look("callInTurn", count),
                look("status", count),
                look("iterate", count));
    }

    private String look(String method, int count) {
        return Figures.number(looks.time(method + "(plugins=" + count + ")", 1));
    }
}
