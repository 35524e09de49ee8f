package io.rundown.benchmarks.handle;

import static org.assertj.core.api.Assertions.assertThat;

import io.rundown.benchmarks.Figure;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScaleReportTest {

    @Test
    void everyNumberOfPlugins_isARow_ofWhatTheProgramPrinted_andWhatWasMeasuredWithAsMany() {
        ScaleReport report = new ScaleReport(
                "1 4.25 12800 18200\n10 3.5 10600 10400\n",
                List.of(
                        new Figure("callInTurn(plugins=10)", 1, 9.5, 0),
                        new Figure("callInTurn(plugins=1)", 1, 5, 0),
                        new Figure("iterate(plugins=10)", 1, 0.75, 0),
                        new Figure("status(plugins=10)", 1, 36.5, 0)));

        assertThat(report.toString().lines().skip(2))
                .containsExactly(
                        "| 1       |          4.25 |          12.8 |               18.2 |     5.00 |              – |                        – |",
                        "| 10      |          3.50 |          10.6 |               10.4 |     9.50 |           36.5 |                     0.75 |");
    }
}
