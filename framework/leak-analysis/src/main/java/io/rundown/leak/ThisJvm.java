package io.rundown.leak;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.rundown.leak.Suspects.Suspect;
import io.rundown.leak.internal.hprof.BadDumpException;
import io.rundown.leak.internal.hprof.HeapDump;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Dumps the JVM that this runs in, and finds a class loader of it in the dump. */
final class ThisJvm {

    private static final String GONE = "It is gone: ";

    private ThisJvm() {}

    /** Points to the class loader in the dump, where objects have no other identity. */
    private static final class Marker extends WeakReference<ClassLoader> {

        private final long token = ThreadLocalRandom.current().nextLong();

        Marker(@Nullable ClassLoader loader) {
            super(loader);
        }
    }

    /** Writes a dump; another way than the usual for the tests of this. */
    interface Dumping {

        void dump(Path file) throws IOException;
    }

    static LeakReport holders(Reference<? extends ClassLoader> loader) throws IOException {
        return holders(loader, ThisJvm::dump);
    }

    static LeakReport holders(Reference<? extends ClassLoader> loader, Dumping dumping) throws IOException {
        Marker marker = new Marker(loader.get());
        if (marker.refersTo(null)) {
            return gone("it was collected before");
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new HeapDumpException(
                    "This JVM was not dumped, as the thread that was to read the dump is interrupted");
        }
        Path folder = Files.createTempDirectory("leak-analysis-");
        Path file = folder.resolve("live.hprof");
        // If the JVM exits meanwhile, nothing is left either: the file goes before the folder, as the last one is
        // first.
        folder.toFile().deleteOnExit();
        file.toFile().deleteOnExit();
        try {
            dumping.dump(file);
            return read(file, marker.token);
        } finally {
            Reference.reachabilityFence(marker);
            truncate(file);
            delete(file);
            delete(folder);
        }
    }

    private static LeakReport gone(String how) {
        return new LeakReport(0, 0, 0, Duration.ZERO, List.of(), GONE + how);
    }

    static void dump(Path file) throws IOException {
        try {
            HotSpotDiagnosticMXBean bean = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
            if (bean == null) {
                throw new HeapDumpException("Heap dumps need HotSpot; this JVM, '" + System.getProperty("java.vm.name")
                        + "', cannot make one");
            }
            bean.dumpHeap(file.toString(), true);
        } catch (NoClassDefFoundError e) {
            throw new HeapDumpException(
                    "Heap dumps need the module jdk.management, which this JVM does not have: add it with --add-modules",
                    e);
        } catch (IllegalArgumentException | UnsupportedOperationException e) {
            throw new HeapDumpException("This JVM does not let itself be dumped: " + e.getMessage(), e);
        }
    }

    private static LeakReport read(Path file, long token) throws IOException {
        long start = System.nanoTime();
        try {
            HeapDump dump = HeapDump.open(file, Marker.class.getName());
            Investigation investigation = Investigation.of(dump);
            Loaders.Loader loader = investigation.loaders().byId(marked(dump, investigation, token));
            if (loader == null) {
                return investigation.report(start, List.of(), GONE + "the collection that the dump made freed it");
            }
            List<LoaderLeak> leaks =
                    investigation.holdersOf(List.of(new Suspect(loader, "it was asked for")), Investigation.UNSEEN);
            return investigation.report(start, leaks, "Who holds the class loader:");
        } catch (BadDumpException e) {
            throw new HeapDumpException("The dump of this JVM cannot be read: " + e.getMessage(), e);
        } catch (InternalError e) {
            throw new HeapDumpException("The dump of this JVM cannot be read: it was changed meanwhile", e);
        }
    }

    private static long marked(HeapDump dump, Investigation investigation, long token) throws HeapDumpException {
        for (int i = 0; i < dump.collected().size(); i++) {
            long id = dump.file().id(dump.collected().get(i) + 1);
            if (investigation.heap().longField(id, Marker.class.getName(), "token") == token) {
                return investigation.heap().reference(id, "java.lang.ref.Reference", "referent");
            }
        }
        throw new HeapDumpException("The dump of this JVM does not have the object that marks the class loader");
    }

    /**
     * A deleted file that is mapped takes room on the disk until a collection finds the mapping, so that it is emptied
     * first. Nobody reads it any more: every reader was waited for, and a report has copies only.
     */
    private static void truncate(Path file) {
        try {
            // Not by a channel's own method, which an interrupted thread cannot call.
            Files.newOutputStream(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)
                    .close();
        } catch (IOException e) {
            // There is none if the dump failed, and some systems do not let a mapped file be emptied: then it is only
            // deleted.
        }
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // Some systems do not let a mapped file be deleted: it goes when the JVM exits, as was asked for above.
        }
    }
}
