package io.rundown.benchmarks.handle;

import io.rundown.benchmarks.LiveMemory;
import java.io.IOException;
import java.util.Locale;

/**
 * What loading takes in time and memory. A program of its own, so that nothing else is on its heap; prints a line for each
 * number of plugins: the number, milliseconds, bytes of heap, bytes of metaspace, all per plugin.
 */
public final class LoadFootprint {

    private static final int[] COUNTS = {1, 10, 100, 1_000};
    private static final int WARM_UPS = 5;
    private static final int PLUGINS_TO_WARM_UP = 50;

    private LoadFootprint() {}

    /** Takes no arguments. */
    public static void main(String[] args) throws IOException, InterruptedException {
        for (int i = 0; i < WARM_UPS; i++) {
            measure(PLUGINS_TO_WARM_UP);
        }
        for (int count : COUNTS) {
            System.out.println(measure(count));
        }
    }

    private static String measure(int count) throws IOException, InterruptedException {
        try (Plugins plugins = Plugins.written(count)) {
            long heapBefore = LiveMemory.heap();
            long metaspaceBefore = LiveMemory.metaspace();
            long start = System.nanoTime();
            plugins.load();
            double nanos = System.nanoTime() - start;
            // One handle for each plugin, and a cell for this thread.
            for (Calculator each : plugins.handles()) {
                each.add(1, 2);
            }
            double heap = LiveMemory.heap() - heapBefore;
            double metaspace = LiveMemory.metaspace() - metaspaceBefore;
            return String.format(
                    Locale.ROOT, "%d %f %f %f", count, nanos / 1e6 / count, heap / count, metaspace / count);
        }
    }
}
