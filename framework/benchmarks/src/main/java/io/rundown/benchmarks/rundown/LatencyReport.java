package io.rundown.benchmarks.rundown;

import io.rundown.benchmarks.Latency;
import io.rundown.benchmarks.Table;
import java.util.List;

/** What the sampled times say about the owner's side; all of one run. */
final class LatencyReport {

    private final List<Latency> latencies;

    LatencyReport(List<Latency> latencies) {
        this.latencies = List.copyOf(latencies);
    }

    String times() {
        Table table = new Table(List.of("µs", "median", "99 %"));
        for (Latency latency : latencies) {
            table.row(List.of(
                    "`" + latency.name() + "`", Table.number(latency.half()), Table.number(latency.ninetyNine())));
        }
        return table.toString();
    }

    String ratios() {
        return new Table(List.of("compared, medians", ""))
                .row(List.of(
                        "begin and wait when idle, as a multiple of the heavy fence",
                        Table.number(half("beginAndAwait") / half("heavyFence"))))
                .row(List.of(
                        "last release to waiter running, µs over a parked thread's own wake-up",
                        Table.number(half("lastRelease") - half("unpark"))))
                .toString();
    }

    private double half(String name) {
        return latencies.stream()
                .filter(latency -> latency.name().equals(name))
                .mapToDouble(Latency::half)
                .findFirst()
                .orElse(Double.NaN);
    }
}
