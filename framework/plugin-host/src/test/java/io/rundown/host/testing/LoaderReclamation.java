package io.rundown.host.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Objects;

/** Proves that something is collected, or that it is not. */
public final class LoaderReclamation {

    private LoaderReclamation() {}

    /** Asks for garbage collections; fails if the referent is still there after many. */
    public static void assertCollected(WeakReference<?> reference) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    System.gc();
                    return reference.get() == null;
                });
    }

    /** Fails if the referent does not survive collections that another class loader, dropped now, does not survive. */
    public static void assertHeld(WeakReference<?> reference) {
        for (int collection = 0; collection < 2; collection++) {
            assertCollected(new WeakReference<>(droppedLoader()));
        }
        if (reference.get() == null) {
            throw new AssertionError("Nothing holds it: it was collected");
        }
    }

    private static ClassLoader droppedLoader() {
        return new DroppedLoader();
    }

    /** Has defined a class, as a plugin's has. */
    private static final class DroppedLoader extends ClassLoader {

        DroppedLoader() {
            super(null);
            try (InputStream in = LoaderReclamation.class.getResourceAsStream("Hook.class")) {
                byte[] classFile = Objects.requireNonNull(in).readAllBytes();
                defineClass(Hook.class.getName(), classFile, 0, classFile.length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
