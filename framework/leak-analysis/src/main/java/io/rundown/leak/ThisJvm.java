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

    static LeakReport holders(Reference<? extends ClassLoader> loader) throws IOException {
        Marker marker = new Marker(loader.get());
        if (marker.refersTo(null)) {
            return gone("it was collected before");
        }
        Path folder = Files.createTempDirectory("leak-analysis-");
        Path file = folder.resolve("live.hprof");
        try {
            dump(file);
            return read(file, marker.token);
        } finally {
            Reference.reachabilityFence(marker);
            delete(file);
            delete(folder);
        }
    }

    private static LeakReport gone(String how) {
        return new LeakReport(0, 0, 0, Duration.ZERO, List.of(), GONE + how);
    }

    private static void dump(Path file) throws IOException {
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
            List<LoaderLeak> leaks = investigation.holdersOf(List.of(new Suspect(loader, "it was asked for")));
            return investigation.report(start, leaks, "Who holds the class loader:");
        } catch (BadDumpException e) {
            throw new HeapDumpException("The dump of this JVM cannot be read: " + e.getMessage(), e);
        }
    }

    private static long marked(HeapDump dump, Investigation investigation, long token) throws HeapDumpException {
        for (int i = 0; i < dump.collected().size(); i++) {
            long id = dump.file().id(dump.collected().get(i) + 1);
            if (investigation.heap().longField(id, "token") == token) {
                return investigation.heap().reference(id, "referent");
            }
        }
        throw new HeapDumpException("The dump of this JVM does not have the object that marks the class loader");
    }

    /** A file that is in use, as mapped ones are on some systems, goes when the JVM ends. */
    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            path.toFile().deleteOnExit();
        }
    }
}
