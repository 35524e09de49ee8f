package io.rundown;

import java.lang.System.Logger;
import java.lang.ref.Cleaner;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What verifier mode needs once for the whole JVM: somebody who finds out that a guard was dropped, and somewhere to tell
 * it. In the spirit of the NT Driver Verifier: off by default, costs a stack for each acquire and another for each close,
 * and only tells; the hold of a dropped guard stays, because what it protects may be in use. What one protection knows is
 * in its {@link Ledger}.
 */
final class Verifier {

    static final String PROPERTY = "io.rundown.verify";

    /** Told what was dropped, and where it had been acquired. */
    private final BiConsumer<String, Throwable> report;

    private final Cleaner cleaner = Cleaner.create();

    Verifier(BiConsumer<String, Throwable> report) {
        this.report = report;
    }

    /** The one that every protection has, or null if it was not asked for. */
    static @Nullable Verifier ofJvm() {
        return Boolean.getBoolean(PROPERTY) ? logging() : null;
    }

    /** The one that tells the log. */
    static Verifier logging() {
        return Logging.VERIFIER;
    }

    /** Not made, nor its thread started, before it is needed. */
    private static final class Logging {
        static final Verifier VERIFIER = make();

        private static Verifier make() {
            Logger log = System.getLogger("io.rundown");
            return new Verifier((text, where) -> log.log(Logger.Level.ERROR, text, where));
        }
    }

    /** Has the hold {@linkplain Hold#run() told} once its guard is unreachable. */
    Cleaner.Cleanable watch(Object guard, Hold hold) {
        return cleaner.register(guard, hold);
    }

    void tell(String text, Throwable where) {
        report.accept(text, where);
    }
}
