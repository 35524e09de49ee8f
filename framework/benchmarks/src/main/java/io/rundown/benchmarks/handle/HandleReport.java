package io.rundown.benchmarks.handle;

import io.rundown.benchmarks.Figure;
import io.rundown.benchmarks.Figures;
import io.rundown.benchmarks.Table;
import java.util.List;
import java.util.Optional;

/** What the figures of the calls say about handles; all of one run. */
final class HandleReport {

    static final String DIRECT = "direct";
    static final String HANDLE = "handle";
    static final String READ_LOCK_PROXY = "readLockProxy";
    static final String NEVER = "call(reloaded=NEVER)";
    static final String BEFORE = "call(reloaded=BEFORE)";
    static final String MEANWHILE = "call(reloaded=MEANWHILE)";

    /** The order of the rows. */
    private static final List<String> ORDER = List.of(DIRECT, HANDLE, READ_LOCK_PROXY, "jdkProxyReadLock", "pf4j");

    private static final double MOST_NANOS_OVER_DIRECT = 3;
    private static final double LEAST_SPEED_UP = 3.5;
    private static final double LEAST_SPEED_UP_OF_TWO = 30;
    private static final double LEAST_SHARE_WHILE_RELOADING = 0.9;

    /** JMH estimates; a trace is nothing. */
    private static final double NO_BYTES = 0.05;

    private final Figures calls;
    private final Figures megamorphic;
    private final Figures whileReloading;

    HandleReport(List<Figure> calls, List<Figure> megamorphic, List<Figure> whileReloading) {
        this.calls = new Figures(calls, ORDER);
        this.megamorphic = new Figures(megamorphic, List.of("directMegamorphic"));
        this.whileReloading = new Figures(whileReloading, List.of(NEVER, BEFORE));
    }

    /** A row per way to the extension. */
    String costs() {
        return calls.costs("ns per call").toString();
    }

    String ratios() {
        Table table = new Table(calls.heading("a call through the handle", List.of()));
        table.row(calls.cells("ns over `direct`", n -> Figures.number(calls.difference(HANDLE, DIRECT, n))));
        for (String other : calls.names()) {
            if (!other.equals(DIRECT) && !other.equals(HANDLE)) {
                table.row(calls.cells(
                        "times as fast as `" + other + "`", n -> Figures.number(calls.ratio(other, HANDLE, n))));
            }
        }
        return table.toString();
    }

    String megamorphicCosts() {
        return megamorphic.costs("ns per call, six extensions in turn").toString();
    }

    String whileReloading() {
        return whileReloading.costs("ns per call").toString();
    }

    String throughputs() {
        return new Table(whileReloading.heading("throughput while reloading, as a share of that", List.of()))
                .row(whileReloading.cells("without any reload", n -> Figures.number(share(NEVER, n))))
                .row(whileReloading.cells("in peace after some reloads", n -> Figures.number(share(BEFORE, n))))
                .toString();
    }

    private Optional<Double> share(String inPeace, int threads) {
        return whileReloading.ratio(inPeace, MEANWHILE, threads);
    }

    /**
     * What was aimed at and what came out.
     *
     * @param processors with more threads than these nothing is promised
     */
    String targets(int processors) {
        Goals goals = new Goals();
        for (int threads : calls.threads()) {
            if (threads <= processors) {
                goals.atMost(
                        "ns over `direct`, " + inWords(threads),
                        MOST_NANOS_OVER_DIRECT,
                        calls.difference(HANDLE, DIRECT, threads));
            }
        }
        goals.atLeast(
                "times as fast as `readLockProxy`, 1 thread", LEAST_SPEED_UP, calls.ratio(READ_LOCK_PROXY, HANDLE, 1));
        goals.atLeast(
                "times as fast as `readLockProxy`, 2 threads",
                LEAST_SPEED_UP_OF_TWO,
                calls.ratio(READ_LOCK_PROXY, HANDLE, 2));
        goals.atMost("bytes allocated per call", NO_BYTES, allocated());
        goals.atLeast(
                "throughput while reloading against none, 1 caller", LEAST_SHARE_WHILE_RELOADING, share(NEVER, 1));
        goals.atLeast(
                "throughput while reloading against after some, 1 caller",
                LEAST_SHARE_WHILE_RELOADING,
                share(BEFORE, 1));
        return goals.toString();
    }

    private Optional<Double> allocated() {
        return Optional.of(Math.abs(calls.bytes(HANDLE))).filter(bytes -> !bytes.isNaN());
    }

    private static String inWords(int threads) {
        return threads == 1 ? "1 thread" : threads + " threads";
    }
}
