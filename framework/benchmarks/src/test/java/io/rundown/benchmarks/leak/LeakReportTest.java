package io.rundown.benchmarks.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class LeakReportTest {

    private final LeakReport report = new LeakReport(List.of(
            figures(DumpSize.SMALL, 4_824_995, 25, 0.5, OptionalInt.of(32)),
            figures(DumpSize.MIDDLE, 248_000_000, 300, 2, OptionalInt.empty())));

    @Test
    void everyToolIsARow_andEveryDumpAColumn() {
        assertThat(report.times().lines().map(line -> line.replace(" ", "")))
                .contains("|ms|5MB|250MB|", "|thisproject|100|400|", "|shark|300|1200|");
        assertThat(report.ratios().lines().skip(2).map(line -> line.replace(" ", "")))
                .containsExactly(
                        "|thisproject|1.00|1.00|", "|NetBeans'profilerlibrary|2.00|2.00|", "|shark|3.00|3.00|");
    }

    @Test
    void aHeapThatIsNeverEnoughIsSaidToBe() {
        assertThat(report.heaps()).contains("32").contains("not found");
    }

    @Test
    void dumpsAreToldWithWhatTheyAre() {
        assertThat(report.dumps().lines().skip(2).map(line -> line.replace(" ", "")))
                .containsExactly("|5MB|4.8|25.0|", "|250MB|248.0|300|");
    }

    @Test
    void pathsAreThoseOfTheLastDump() {
        assertThat(report.paths().lines())
                .containsExactly(
                        "- this project: `a path`", "- NetBeans' profiler library: `a path`", "- shark: `a path`");
    }

    @Test
    void theMedianOfWhatTheProgramPrintedCounts_andItsLastLineIsThePath() {
        Explained read = Explained.read("3.0\n1.0\n2.0\nroot -> leak\n", OptionalInt.of(8));

        assertThat(read).isEqualTo(new Explained(2, OptionalInt.of(8), "root -> leak"));
        assertThatThrownBy(() -> Explained.read("1.0\n", OptionalInt.of(8)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theSmallestHeapThatIsEnough_isFound() throws Exception {
        assertThat(SmallestHeap.find(megabytes -> megabytes >= 100)).hasValue(128);
        assertThat(SmallestHeap.find(megabytes -> true)).hasValue(8);
        assertThat(SmallestHeap.find(megabytes -> megabytes >= 4_096)).hasValue(4_096);
        assertThat(SmallestHeap.find(megabytes -> false)).isEmpty();
    }

    private static DumpFigures figures(DumpSize size, long bytes, double dump, double scale, OptionalInt heap) {
        Map<Tool, Explained> explained = Map.of(
                Tool.RUNDOWN, new Explained(200 * scale, heap, "a path"),
                Tool.NETBEANS, new Explained(400 * scale, heap, "a path"),
                Tool.SHARK, new Explained(600 * scale, heap, "a path"));
        return new DumpFigures(size, bytes, dump, explained);
    }
}
