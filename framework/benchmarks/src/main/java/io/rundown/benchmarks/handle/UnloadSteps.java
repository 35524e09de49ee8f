package io.rundown.benchmarks.handle;

import io.rundown.benchmarks.HeavyFence;
import io.rundown.benchmarks.Table;
import io.rundown.host.model.GenerationUnload;
import io.rundown.host.model.UnloadReport;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the unload of an idle plugin takes, step by step, as its report tells. Prints a Markdown table. */
public final class UnloadSteps {

    private static final int WARM_UPS = 500;
    private static final int TIMES = 500;

    private final Map<String, List<Duration>> steps = new LinkedHashMap<>();

    private UnloadSteps() {}

    /** Takes no arguments. */
    public static void main(String[] args) throws IOException {
        UnloadSteps steps = new UnloadSteps();
        Runnable heavyFence = HeavyFence.ofThisJdk();
        try (Plugins plugins = Plugins.written(1)) {
            for (int i = 0; i < WARM_UPS + TIMES; i++) {
                if (i == WARM_UPS) {
                    steps.steps.clear();
                }
                plugins.load();
                plugins.handle().add(i, i);
                steps.add(plugins.host().unload(Plugins.ID));
                steps.add("a heavy fence, for comparison", timed(heavyFence));
            }
        }
        System.out.print(steps.table());
    }

    private static Duration timed(Runnable body) {
        long start = System.nanoTime();
        body.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private void add(UnloadReport report) {
        if (!report.unloaded()) {
            throw new IllegalStateException("Not unloaded: " + report);
        }
        GenerationUnload plugin = report.plugin();
        add("unload", report.took());
        add("refuse and drain", plugin.drain().took());
        add("`stop()`, on a thread of its own", plugin.stop().took());
        add(
                "close the class loader, delete the copy, everything else",
                report.took().minus(plugin.drain().took()).minus(plugin.stop().took()));
    }

    private void add(String step, Duration took) {
        steps.computeIfAbsent(step, fresh -> new ArrayList<>()).add(took);
    }

    private Table table() {
        Table table = new Table(List.of("µs", "median", "99 %"));
        steps.forEach((step, times) ->
                table.row(List.of(step, Table.number(microsAt(times, 0.5)), Table.number(microsAt(times, 0.99)))));
        return table;
    }

    private static double microsAt(List<Duration> times, double rank) {
        List<Duration> sorted = times.stream().sorted().toList();
        return sorted.get((int) (rank * (sorted.size() - 1))).toNanos() / 1e3;
    }
}
