package io.rundown.host.testing;

import java.util.concurrent.atomic.AtomicLong;

/** Tells plugins that are made for the same change from those made for another. */
public final class Epoch {

    private static final AtomicLong NOW = new AtomicLong();

    private Epoch() {}

    /** Called by the test before each change. */
    public static void next() {
        NOW.incrementAndGet();
    }

    /** Called by plugins when they are made. */
    public static long now() {
        return NOW.get();
    }
}
