package io.rundown.leak;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Lets plugins leak, and looks for them in dumps, which another library reads as well. */
abstract class PlantedLeaks {

    @TempDir
    static Path folder;

    static LeakedLoaders leaked;

    @TempDir
    Path dumps;

    private final List<Runnable> cleanUps = new ArrayList<>();

    private final List<WeakReference<ClassLoader>> planted = new ArrayList<>();

    @BeforeAll
    static void compile() throws Exception {
        leaked = LeakedLoaders.compile(folder, LeakySources.ALL);
    }

    @AfterEach
    void cleanUp() throws Exception {
        Collections.reverse(cleanUps);
        cleanUps.forEach(Runnable::run);
        Application.forget();
        endThreadsOfThePlugins();
        assertThatAllIsCollected();
    }

    /** In a method of its own, too: threads that are in its local variables would be kept. */
    private static void endThreadsOfThePlugins() {
        for (Thread each : Thread.getAllStackTraces().keySet()) {
            if (each.getName().startsWith("audit-")) {
                each.interrupt();
            }
        }
    }

    /** Otherwise what was told is not what held it, or not all. */
    private void assertThatAllIsCollected() throws Exception {
        for (WeakReference<ClassLoader> each : planted) {
            if (!isCollected(each)) {
                throw new AssertionError("Still there: " + LeakAnalysis.explain(each));
            }
        }
    }

    private static boolean isCollected(WeakReference<ClassLoader> loader) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!loader.refersTo(null) && System.nanoTime() < end) {
            System.gc();
            Thread.sleep(20);
        }
        return loader.refersTo(null);
    }

    /** What leaked code does is done in a method of its own, so that no local variable of the test holds it. */
    interface Plant {

        void in(ClassLoader loader) throws Exception;
    }

    final WeakReference<ClassLoader> plant(Plant plant) throws Exception {
        try (URLClassLoader loader = leaked.loader()) {
            WeakReference<ClassLoader> reference = new WeakReference<>(loader);
            planted.add(reference);
            plant.in(loader);
            return reference;
        }
    }

    final LoaderLeak leak(WeakReference<ClassLoader> loader) throws Exception {
        LeakReport report = LeakAnalysis.ofThisJvm(loader);
        assertThat(report.loaders()).as(report.toString()).hasSize(1);
        Path dump = dumps.resolve("known.hprof");
        Oracle.dump(dump);
        assertThatTheOracleKnowsNoShorterPath(dump, report.loaders().get(0).name());
        return report.loaders().get(0);
    }

    /** Both read the same dump: the class loader is held by both or by none, and here by no longer a path. */
    static void assertThatTheOracleKnowsNoShorterPath(Path dump, String name) throws Exception {
        for (LoaderLeak leak : LeakAnalysis.ofDump(dump, name).loaders()) {
            int theirs = Oracle.steps(dump, leak.id());
            int ours = !leak.strong()
                    ? -1
                    : leak.paths().stream().mapToInt(LeakPath::length).min().orElse(-1);
            assertThat(ours).as(leak.toString()).isLessThanOrEqualTo(theirs);
            assertThat(ours >= 0).as(leak.toString()).isEqualTo(theirs >= 0);
        }
    }

    static void assertTold(LoaderLeak leak, LeakKind kind, String path, String hint) {
        assertThat(leak.paths()).as(leak.toString()).singleElement().satisfies(each -> {
            assertThat(each.kind()).isEqualTo(kind);
            assertThat(each.path()).contains(path);
            assertThat(each.hint()).contains(hint);
        });
    }

    final void later(Runnable cleanUp) {
        cleanUps.add(cleanUp);
    }

    /** The test must not hold what is to be taken back. */
    final <T> void later(T what, Consumer<T> cleanUp) {
        WeakReference<T> reference = new WeakReference<>(what);
        cleanUps.add(() -> {
            T still = reference.get();
            if (still != null) {
                cleanUp.accept(still);
            }
        });
    }

    final ExecutorService hostPool(String threadName) {
        ExecutorService pool = Executors.newSingleThreadExecutor(task -> new Thread(task, threadName));
        pool.execute(() -> {});
        later(pool::shutdownNow);
        return pool;
    }
}
