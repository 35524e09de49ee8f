package io.rundown.benchmarks.rundown;

import io.rundown.RundownProtection;
import io.rundown.benchmarks.LiveMemory;
import io.rundown.benchmarks.Table;
import java.util.ArrayList;
import java.util.List;

/**
 * How much heap a protection keeps per live thread, and what short-lived threads leave behind. A program of its own, so
 * that nothing else is on its heap; prints a Markdown table and fails if an acquire was lost.
 */
public final class Footprint {

    private static final int PROTECTIONS = 32;
    private static final int LIVE_THREADS = 1_000;
    private static final int SHORT_LIVED_THREADS = 10_000;

    private Footprint() {}

    /** Takes no arguments. */
    public static void main(String[] args) throws InterruptedException {
        // Classes, their caches and what the first thread of all brings along are nobody's footprint.
        bytesPerCell(1, 16);
        retainedBytes(16);

        // In this order: the JVM itself lets go of many threads that end together only after a while.
        double retained = retainedBytes(SHORT_LIVED_THREADS);
        double perCell = bytesPerCell(PROTECTIONS, LIVE_THREADS);
        System.out.print(new Table(List.of("heap, bytes", ""))
                .row(List.of(
                        "per protection and live thread (%d protections, %d threads)"
                                .formatted(PROTECTIONS, LIVE_THREADS),
                        Table.number(perCell)))
                .row(List.of(
                        "kept by a protection after %d short-lived threads, all counted by `acquired()`"
                                .formatted(SHORT_LIVED_THREADS),
                        Table.number(retained))));
    }

    private static double bytesPerCell(int protectionCount, int threadCount) throws InterruptedException {
        List<RundownProtection> protections = protections(protectionCount);
        ParkedThreads threads = new ParkedThreads();
        threads.prepare(threadCount, () -> enterAndLeave(protections));
        long before = LiveMemory.heap();
        threads.run();
        long after = LiveMemory.heap();
        for (RundownProtection protection : protections) {
            requireAcquired(protection, threadCount);
        }
        threads.stop();
        return (after - before) / ((double) protectionCount * threadCount);
    }

    private static long retainedBytes(int threadCount) throws InterruptedException {
        List<RundownProtection> protections = protections(1);
        long before = LiveMemory.heap();
        for (int i = 0; i < threadCount; i++) {
            Thread thread = new Thread(() -> enterAndLeave(protections), "short-lived-" + i);
            thread.start();
            thread.join();
        }
        long after = LiveMemory.heap();
        requireAcquired(protections.get(0), threadCount);
        return after - before;
    }

    private static List<RundownProtection> protections(int count) {
        List<RundownProtection> protections = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            protections.add(new RundownProtection());
        }
        return protections;
    }

    private static void enterAndLeave(List<RundownProtection> protections) {
        for (RundownProtection protection : protections) {
            protection.acquire().close();
        }
    }

    private static void requireAcquired(RundownProtection protection, long expected) {
        if (protection.acquired() != expected) {
            throw new IllegalStateException("acquired() is " + protection.acquired() + " after " + expected);
        }
    }
}
