package io.rundown.host.testing;

/** Lets a test decide what a plugin's own lifecycle does. */
public final class Hook {

    private static volatile Runnable body = () -> {};

    private Hook() {}

    public static void set(Runnable next) {
        body = next;
    }

    /** Called by plugins. */
    public static void run() {
        body.run();
    }
}
