package io.rundown.leak.internal.hprof;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The parts of a dump in which objects are. Several threads go through them at a time. */
final class Segments {

    /** Segments that follow each other are read by one thread, until they have so many bytes. */
    private static final long GROUP_BYTES = 8L << 20;

    private final DumpFile file;
    private final int workers;
    private final Numbers starts = new Numbers();
    private final Numbers ends = new Numbers();
    private long bytes;

    Segments(DumpFile file, int workers) {
        this.file = file;
        this.workers = workers;
    }

    void add(long start, long end) {
        starts.add(start);
        ends.add(end);
        bytes += end - start;
    }

    long bytes() {
        return bytes;
    }

    boolean isEmpty() {
        return bytes == 0;
    }

    /** Goes through all of them on this thread, until the sink wants to stop. */
    void scan(RecordSink sink) throws BadDumpException {
        SegmentScanner scanner = new SegmentScanner(file, sink);
        for (int i = 0; i < starts.size(); i++) {
            if (scanner.scan(starts.get(i), ends.get(i)) < ends.get(i)) {
                return;
            }
        }
    }

    /**
     * Goes through all of them on several threads.
     *
     * @param sinks makes a sink for each thread
     * @return the sinks, which this thread may read now
     * @throws BadDumpException once no thread reads any more, the failure that is nearest to the beginning of the file, of those that were met
     */
    <S extends RecordSink> List<S> scanInParallel(Supplier<S> sinks) throws BadDumpException {
        List<int[]> groups = groups();
        AtomicInteger next = new AtomicInteger();
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        List<S> made = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        try {
            for (int i = Math.min(workers, groups.size()); i > 0; i--) {
                S sink = sinks.get();
                made.add(sink);
                Runnable work = () -> scanGroups(groups, next, sink, failure);
                if (i == 1) {
                    work.run();
                } else {
                    threads.add(start(work, i));
                }
            }
        } catch (RuntimeException | Error e) {
            // Too little memory for another sink or thread. Those that run see this, and are waited for as always.
            failure.accumulateAndGet(e, Segments::earlier);
        }
        threads.forEach(Segments::join);
        rethrow(failure.get());
        return made;
    }

    private static Thread start(Runnable work, int number) {
        Thread thread = new Thread(null, work, "heap-dump-reader-" + number, 0, false);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void scanGroups(
            List<int[]> groups, AtomicInteger next, RecordSink sink, AtomicReference<@Nullable Throwable> failure) {
        SegmentScanner scanner = new SegmentScanner(file, sink);
        try {
            for (int i = next.getAndIncrement();
                    i < groups.size() && failure.get() == null;
                    i = next.getAndIncrement()) {
                for (int each = groups.get(i)[0]; each < groups.get(i)[1]; each++) {
                    scanner.scan(starts.get(each), ends.get(each));
                }
            }
        } catch (BadDumpException | RuntimeException | Error e) {
            failure.accumulateAndGet(e, Segments::earlier);
        }
    }

    /** Bugs before bad dumps, and of two bad places the one nearer to the beginning. */
    private static @Nullable Throwable earlier(@Nullable Throwable one, @Nullable Throwable other) {
        if (one instanceof BadDumpException mine && other instanceof BadDumpException theirs) {
            return mine.position() < theirs.position() ? mine : theirs;
        }
        return one == null || one instanceof BadDumpException ? other : one;
    }

    private static void rethrow(@Nullable Throwable failure) throws BadDumpException {
        if (failure instanceof BadDumpException bad) {
            throw bad;
        }
        if (failure instanceof RuntimeException bug) {
            throw bug;
        }
        if (failure instanceof Error error) {
            throw error;
        }
    }

    /** Waits without a limit, as the readers of a file end by themselves. An interrupt is kept. */
    private static void join(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** First segment and the one after the last. */
    private List<int[]> groups() {
        List<int[]> groups = new ArrayList<>();
        int first = 0;
        long collected = 0;
        for (int i = 0; i < starts.size(); i++) {
            collected += ends.get(i) - starts.get(i);
            if (collected >= GROUP_BYTES || i == starts.size() - 1) {
                groups.add(new int[] {first, i + 1});
                first = i + 1;
                collected = 0;
            }
        }
        return groups;
    }
}
