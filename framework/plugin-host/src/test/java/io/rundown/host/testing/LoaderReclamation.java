package io.rundown.host.testing;

import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.time.Duration;

/** Proves that something is collected: asks for garbage collections until it is, or fails. */
public final class LoaderReclamation {

    private LoaderReclamation() {}

    /** Fails if the referent is still there after many collections. */
    public static void assertCollected(WeakReference<?> reference) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    System.gc();
                    return reference.get() == null;
                });
    }
}
