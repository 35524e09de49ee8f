package io.rundown.benchmarks.handle;

import io.rundown.benchmarks.Table;
import io.rundown.host.internal.reclaim.LoaderWatch;
import io.rundown.host.internal.reclaim.WatchedLoader;
import io.rundown.host.model.GenerationPhase;
import io.rundown.host.model.PhaseChange;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What watching a closed class loader until it is gone takes: of the thread that unloads, which hands it over, and of the
 * one that watches, in processor time, the probes it plants included. Prints a Markdown table.
 */
public final class WatchCosts {

    private static final int WARM_UPS = 20_000;
    private static final int TIMES = 20_000;

    /** A collection that unloads classes comes this often, so that probes go and are planted anew. */
    private static final int COLLECT_EVERY = 100;

    private static final Duration NEVER_A_LEAK = Duration.ofDays(1);

    private final ThreadMXBean times = ManagementFactory.getThreadMXBean();

    /** The thread that watches, of which there is one at a time. */
    private final AtomicLong watching = new AtomicLong();

    private final LoaderWatch watch = new LoaderWatch(new Nobody(), this::start, () -> false, NEVER_A_LEAK);

    /** Without anything to watch the watching thread would end, and what it took be lost. */
    private final ClassLoader held = new ClassLoader(null) {};

    private WatchCosts() {}

    /** Takes no arguments. */
    public static void main(String[] args) {
        System.out.print(new WatchCosts().measure());
    }

    private Table measure() {
        watch.watch(closed(held));
        run(WARM_UPS);
        long before = times.getThreadCpuTime(watching.get());
        long[] handOvers = run(TIMES);
        long watched = times.getThreadCpuTime(watching.get()) - before;
        Arrays.sort(handOvers);
        return new Table(List.of("watching a closed class loader, µs", "median", "99 %", "mean"))
                .row(List.of(
                        "on the thread that unloads",
                        micros((double) handOvers[TIMES / 2]),
                        micros((double) handOvers[TIMES / 100 * 99]),
                        micros(Arrays.stream(handOvers).average().orElseThrow())))
                .row(List.of("processor time of the thread that watches", "–", "–", micros((double) watched / TIMES)));
    }

    private long[] run(int times) {
        long[] took = new long[times];
        for (int i = 0; i < times; i++) {
            LoaderWatch.Closed closed = closed(new ClassLoader(null) {});
            long start = System.nanoTime();
            watch.watch(closed);
            took[i] = System.nanoTime() - start;
            if (i % COLLECT_EVERY == 0) {
                System.gc();
            }
        }
        return took;
    }

    private static LoaderWatch.Closed closed(ClassLoader loader) {
        return new LoaderWatch.Closed("watched", "1.0.0", 1, GenerationPhase.CLOSED, loader, "a class loader");
    }

    private void start(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        watching.set(thread.getId());
        thread.start();
    }

    private static String micros(double nanos) {
        return Table.number(nanos / 1e3);
    }

    /** Is told everything and does nothing about it. */
    private static final class Nobody implements LoaderWatch.Observer {

        @Override
        public void reclaimed(WatchedLoader loader, PhaseChange step) {}

        @Override
        public void leaked(WatchedLoader loader, PhaseChange step) {
            throw new IllegalStateException("Called a leak before its time: " + loader);
        }

        @Override
        public String explain(WatchedLoader loader) {
            throw new UnsupportedOperationException("Nobody asks");
        }
    }
}
