package io.rundown.host.testing;

import java.util.Optional;
import java.util.function.Supplier;

/** Lets a test decide whether a plugin objects to being unloaded. */
public final class Objection {

    private static volatile Supplier<Optional<String>> answer = Optional::empty;

    private Objection() {}

    public static void set(Supplier<Optional<String>> next) {
        answer = next;
    }

    /** Called by plugins. */
    public static Optional<String> ask() {
        return answer.get();
    }
}
