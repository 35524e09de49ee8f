package io.rundown.benchmarks.rundown;

import static org.assertj.core.api.Assertions.assertThat;

import io.rundown.benchmarks.Figure;
import java.util.List;
import org.junit.jupiter.api.Test;

class GateReportTest {

    private final GateReport report = new GateReport(List.of(
            new Figure("bare", 1, 0.5, 0),
            new Figure("bare", 2, 0.5, 0),
            new Figure("cas", 1, 9, 0),
            new Figure("cas", 2, 60, 0),
            new Figure("fetchAndAdd", 1, 10, 0),
            new Figure("fetchAndAdd", 2, 30, 0),
            new Figure("rundown", 1, 2, 0),
            new Figure("rundown", 2, 2.5, 0.0001),
            new Figure("stripes", 1, 9.5, 0),
            new Figure("stripes", 2, 10, 16)));

    @Test
    void costs_haveARowPerDesign_andAColumnPerNumberOfThreads() {
        assertThat(report.costs()).isEqualTo("""
                | ns per acquire, call and release | 1 thread | 2 threads | B/op |
                |:---------------------------------|---------:|----------:|-----:|
                | `bare`                           |     0.50 |      0.50 | 0.00 |
                | `rundown`                        |     2.00 |      2.50 | 0.00 |
                | `cas`                            |     9.00 |      60.0 | 0.00 |
                | `fetchAndAdd`                    |     10.0 |      30.0 | 0.00 |
                | `stripes`                        |     9.50 |      10.0 | 16.0 |
                """);
    }

    @Test
    void ratios_areAgainstTheFastestPeer_ofEachColumn() {
        assertThat(report.ratios()).isEqualTo("""
                | how many times as fast `rundown` is as |     1 thread |            2 threads |
                |:---------------------------------------|-------------:|---------------------:|
                | the best conventional design           | 4.50 (`cas`) |     4.00 (`stripes`) |
                | the best design with a single word     | 4.50 (`cas`) | 12.0 (`fetchAndAdd`) |
                | `stripes`                              |         4.75 |                 4.00 |
                | ns over the bare call                  |         1.50 |                 2.00 |
                """);
    }

    @Test
    void otherFigures_areDividedByThoseOfTheStripes() {
        GateReport others = new GateReport(
                List.of(new Figure("rundown", 1, 19, 0).named("fence atomic"), new Figure("transferable", 2, 12, 40)));

        assertThat(report.comparedWithStripes(others)).isEqualTo("""
                | time as a multiple of that of `stripes` | 1 thread | 2 threads |
                |:----------------------------------------|---------:|----------:|
                | `fence atomic`                          |     2.00 |         – |
                | `transferable`                          |        – |      1.20 |
                """);
    }

    @Test
    void whatWasNotMeasured_isADash_andNoRatio() {
        GateReport lonely = new GateReport(List.of(new Figure("rundown", 1, 2, Double.NaN)));

        assertThat(lonely.costs()).contains("| `rundown`                        |     2.00 |    – |");
        assertThat(lonely.ratios())
                .doesNotContain("NaN")
                .contains("| `stripes`                              |        – |");
    }
}
