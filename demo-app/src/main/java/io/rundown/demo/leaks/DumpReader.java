package io.rundown.demo.leaks;

import io.rundown.demo.screen.Screen;
import io.rundown.demo.session.UserMistake;
import io.rundown.host.model.Durations;
import io.rundown.leak.HeapDumpException;
import io.rundown.leak.LeakAnalysis;
import io.rundown.leak.LeakReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Has a dump analysed, and shows meanwhile that something is going on. */
public final class DumpReader {

    private static final long GLANCE_MILLIS = 200;

    private DumpReader() {}

    /**
     * Reads a dump to its end.
     *
     * @param dump the file
     * @param loader which class loaders to look for; null for those that look as if they should be gone
     * @param screen where to show progress, if it takes longer than a glance
     * @throws UserMistake if there is no such dump, or no such class loader in it, or no memory for it
     * @throws InterruptedException if interrupted; the reading ends with the process
     */
    public static LeakReport read(Path dump, @Nullable String loader, Screen screen) throws InterruptedException {
        long bytes = sizeOf(dump);
        FutureTask<LeakReport> reading =
                new FutureTask<>(() -> loader == null ? LeakAnalysis.ofDump(dump) : LeakAnalysis.ofDump(dump, loader));
        Thread reader = new Thread(reading, "dump-reader");
        reader.setDaemon(true);
        reader.start();
        return await(reading, dump, bytes, screen);
    }

    static LeakReport await(Future<LeakReport> reading, Path dump, long bytes, Screen screen)
            throws InterruptedException {
        long start = System.nanoTime();
        try {
            while (true) {
                try {
                    return reading.get(GLANCE_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException stillReading) {
                    screen.progress("reading " + Sizes.inWords(bytes) + ", "
                            + Durations.inWords(Duration.ofNanos(System.nanoTime() - start)));
                }
            }
        } catch (ExecutionException e) {
            throw told(e.getCause(), dump);
        } finally {
            screen.closeLine();
        }
    }

    private static long sizeOf(Path dump) {
        if (Files.isDirectory(dump)) {
            throw new UserMistake("'" + dump + "' is a folder, not a heap dump");
        }
        if (Files.notExists(dump)) {
            throw new UserMistake("There is no '" + dump + "'; 'jcmd PID GC.heap_dump FILE' makes a heap dump");
        }
        try {
            return Files.size(dump);
        } catch (IOException e) {
            throw new UserMistake("'" + dump + "' cannot be read: " + e);
        }
    }

    private static RuntimeException told(@Nullable Throwable failure, Path dump) {
        if (failure instanceof HeapDumpException) {
            return new UserMistake(String.valueOf(failure.getMessage()));
        }
        if (failure instanceof IOException) {
            return new UserMistake("'" + dump + "' cannot be read: " + failure);
        }
        if (failure instanceof OutOfMemoryError) {
            return new UserMistake("The "
                    + Sizes.inWords(Runtime.getRuntime().maxMemory())
                    + " that this JVM may use are not enough for '" + dump + "'; give it more with java -Xmx");
        }
        return new IllegalStateException("Reading '" + dump + "' failed", failure);
    }
}
