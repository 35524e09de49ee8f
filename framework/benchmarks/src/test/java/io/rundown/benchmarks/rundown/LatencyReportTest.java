package io.rundown.benchmarks.rundown;

import static org.assertj.core.api.Assertions.assertThat;

import io.rundown.benchmarks.Latency;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatencyReportTest {

    private final LatencyReport report = new LatencyReport(List.of(
            new Latency("heavyFence", 20, 50),
            new Latency("beginAndAwait", 30, 90),
            new Latency("lastRelease", 62.5, 100),
            new Latency("unpark", 50, 100)));

    @Test
    void times_areMedianAndNinetyNinePercent() {
        assertThat(report.times()).contains("| `beginAndAwait` |   30.0 | 90.0 |");
    }

    @Test
    void ratios_compareMedians() {
        assertThat(report.ratios().lines())
                .anyMatch(line -> line.startsWith("| begin and wait when idle") && line.endsWith("| 1.50 |"))
                .anyMatch(line -> line.startsWith("| last release to waiter") && line.endsWith("| 12.5 |"));
    }
}
