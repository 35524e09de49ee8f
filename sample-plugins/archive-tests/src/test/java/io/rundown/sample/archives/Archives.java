package io.rundown.sample.archives;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.pf4j.DefaultPluginManager;
import org.pf4j.PluginManager;

/** The archives that the build put together, and plain pf4j to run copies of them. */
final class Archives {

    private static final Path BUILT = Path.of(System.getProperty("archives.dir", "target/archives"));

    private Archives() {}

    static Path built(String fileName) {
        Path archive = BUILT.resolve(fileName);
        assertThat(archive).isRegularFile();
        return archive;
    }

    /** Copies the archives, as pf4j unpacks a zip next to it, and loads and starts them. */
    static PluginManager start(Path folder, String... fileNames) {
        PluginManager manager = new DefaultPluginManager(folder);
        for (String fileName : fileNames) {
            try {
                Files.copy(built(fileName), folder.resolve(fileName));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        manager.loadPlugins();
        manager.startPlugins();
        return manager;
    }

    static <T> T only(PluginManager manager, Class<T> type) {
        List<T> extensions = manager.getExtensions(type);
        assertThat(extensions).hasSize(1);
        return extensions.get(0);
    }

    /** Whether a class loader is freed once nothing in this test holds it any more. */
    static final class Watched {

        private final ReferenceQueue<ClassLoader> freed = new ReferenceQueue<>();
        private final PhantomReference<ClassLoader> reference;

        Watched(ClassLoader loader) {
            reference = new PhantomReference<>(loader, freed);
        }

        boolean isFreedWithin(Duration limit) throws InterruptedException {
            long deadline = System.nanoTime() + limit.toNanos();
            do {
                System.gc();
                Reference<?> found = freed.remove(50);
                if (found != null) {
                    return found == reference;
                }
            } while (System.nanoTime() < deadline);
            return false;
        }
    }
}
