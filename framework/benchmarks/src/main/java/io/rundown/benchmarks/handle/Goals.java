package io.rundown.benchmarks.handle;

import io.rundown.benchmarks.Figures;
import io.rundown.benchmarks.Table;
import java.util.List;
import java.util.Optional;

/** What was aimed at, beside what came out. */
final class Goals {

    private final Table table = new Table(List.of("", "target", "measured", ""));

    void atMost(String what, double bound, Optional<Double> measured) {
        row(what, "≤ " + Table.number(bound), measured, measured.map(value -> value <= bound));
    }

    void atLeast(String what, double bound, Optional<Double> measured) {
        row(what, "≥ " + Table.number(bound), measured, measured.map(value -> value >= bound));
    }

    private void row(String what, String target, Optional<Double> measured, Optional<Boolean> holds) {
        table.row(List.of(
                what,
                target,
                Figures.number(measured),
                holds.map(it -> it ? "holds" : "missed").orElse("not measured")));
    }

    @Override
    public String toString() {
        return table.toString();
    }
}
