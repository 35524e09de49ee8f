package io.rundown.benchmarks.handle;

import static org.assertj.core.api.Assertions.assertThat;

import io.rundown.benchmarks.Figure;
import java.util.List;
import org.junit.jupiter.api.Test;

class HandleReportTest {

    private static final List<Figure> CALLS = List.of(
            new Figure("pf4j", 1, 0.5, 0),
            new Figure("readLockProxy", 1, 7, 0),
            new Figure("readLockProxy", 2, 120, 32),
            new Figure("readLockProxy", 4, 300, 32),
            new Figure("handle", 1, 2, 0.0001),
            new Figure("handle", 2, 5, 0),
            new Figure("handle", 4, 9, 0),
            new Figure("direct", 1, 0.5, 0),
            new Figure("direct", 2, 0.5, 0),
            new Figure("direct", 4, 1, 0));

    private static final List<Figure> WHILE_RELOADING = List.of(
            new Figure("call(reloaded=BEFORE)", 1, 4, 0),
            new Figure("call(reloaded=MEANWHILE)", 1, 4.4, 1),
            new Figure("call(reloaded=NEVER)", 1, 2.2, 0),
            new Figure("call(reloaded=MEANWHILE)", 2, 8, 1),
            new Figure("call(reloaded=BEFORE)", 2, 4, 0));

    private final HandleReport report =
            new HandleReport(CALLS, List.of(new Figure("handleMegamorphic", 1, 7, 0)), WHILE_RELOADING);

    @Test
    void costs_beginWithTheExtensionItself_andTheHandle() {
        assertThat(report.costs()).isEqualTo("""
                | ns per call     | 1 thread | 2 threads | 4 threads | B/op |
                |:----------------|---------:|----------:|----------:|-----:|
                | `direct`        |     0.50 |      0.50 |      1.00 | 0.00 |
                | `handle`        |     2.00 |      5.00 |      9.00 | 0.00 |
                | `readLockProxy` |     7.00 |       120 |       300 | 32.0 |
                | `pf4j`          |     0.50 |         – |         – | 0.00 |
                """);
    }

    @Test
    void ratios_areAgainstEverythingElse() {
        assertThat(report.ratios()).isEqualTo("""
                | a call through the handle        | 1 thread | 2 threads | 4 threads |
                |:---------------------------------|---------:|----------:|----------:|
                | ns over `direct`                 |     1.50 |      4.50 |      8.00 |
                | times as fast as `readLockProxy` |     3.50 |      24.0 |      33.3 |
                | times as fast as `pf4j`          |     0.25 |         – |         – |
                """);
    }

    @Test
    void targets_holdOrAreMissed_upToTheNumberOfProcessors() {
        assertThat(report.targets(2)).isEqualTo("""
                |                                                         | target | measured |        |
                |:--------------------------------------------------------|-------:|---------:|-------:|
                | ns over `direct`, 1 thread                              | ≤ 3.00 |     1.50 |  holds |
                | ns over `direct`, 2 threads                             | ≤ 3.00 |     4.50 | missed |
                | times as fast as `readLockProxy`, 1 thread              | ≥ 3.50 |     3.50 |  holds |
                | times as fast as `readLockProxy`, 2 threads             | ≥ 30.0 |     24.0 | missed |
                | bytes allocated per call                                | ≤ 0.05 |     0.00 |  holds |
                | throughput while reloading against none, 1 caller       | ≥ 0.90 |     0.50 | missed |
                | throughput while reloading against after some, 1 caller | ≥ 0.90 |     0.91 |  holds |
                """);
    }

    @Test
    void aTargetThatWasNotMeasured_neitherHoldsNorIsMissed() {
        HandleReport empty = new HandleReport(List.of(new Figure("direct", 1, 1, 0)), List.of(), List.of());

        assertThat(empty.targets(2).lines().skip(2)).hasSize(6).allMatch(line -> line.contains("not measured"));
    }

    @Test
    void throughputWhileReloading_isAShareOfThatInPeace() {
        assertThat(report.throughputs()).isEqualTo("""
                | throughput while reloading, as a share of that | 1 thread | 2 threads |
                |:-----------------------------------------------|---------:|----------:|
                | without any reload                             |     0.50 |         – |
                | in peace after some reloads                    |     0.91 |      0.50 |
                """);
    }
}
