package io.rundown;

import java.lang.System.Logger;
import java.lang.ref.Cleaner;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds transferable guards that were dropped without being closed. In the spirit of the NT Driver Verifier: off by
 * default, costs a stack trace for each guard, and only tells; the hold stays, because what it protects may be in use.
 */
final class Verifier {

    static final String PROPERTY = "io.rundown.verify";

    /** Told what was dropped, and where it had been acquired. */
    private final BiConsumer<String, Throwable> report;

    private final Cleaner cleaner = Cleaner.create();

    Verifier(BiConsumer<String, Throwable> report) {
        this.report = report;
    }

    /** The one of this JVM, or null if it was not asked for. */
    static @Nullable Verifier ofJvm() {
        return OfJvm.VERIFIER;
    }

    private static final class OfJvm {
        static final @Nullable Verifier VERIFIER = Boolean.getBoolean(PROPERTY) ? logging() : null;

        private static Verifier logging() {
            Logger log = System.getLogger("io.rundown");
            return new Verifier((text, where) -> log.log(Logger.Level.ERROR, text, where));
        }
    }

    Watch watch(TransferableGuard guard, RundownState state, int count) {
        Watch watch = new Watch(this, state, count);
        watch.cleanable = cleaner.register(guard, watch);
        return watch;
    }

    /** What outlives the guard. Must not refer to it, or it would never be collected. */
    static final class Watch implements Runnable {
        private final Verifier verifier;
        private final RundownState state;
        private final int count;
        private final Trace acquired = new Trace("Acquired", null);

        /** Set right after the registration; the guard is alive until then, so the cleaner's thread sees it. */
        private Cleaner.@Nullable Cleanable cleanable;

        /** Written by the one close that counts, read by the cleaner's thread or by a second close. */
        private volatile @Nullable Trace closed;

        private Watch(Verifier verifier, RundownState state, int count) {
            this.verifier = verifier;
            this.state = state;
            this.count = count;
        }

        void closed() {
            closed = new Trace("Closed first", acquired);
            if (cleanable != null) {
                cleanable.clean();
            }
        }

        /** Where the guard was closed, caused by where it was acquired. */
        Throwable history() {
            Trace first = closed;
            return first == null ? acquired : first;
        }

        /** Run by the cleaner once the guard is unreachable, or by the close. */
        @Override
        public void run() {
            if (closed == null) {
                state.dropped(count);
                verifier.report.accept(
                        "A transferable guard of " + count + " was dropped without being closed, " + state.words()
                                + "; a rundown of this protection can never end. Close it in a finally block, or"
                                + " when the asynchronous result is done",
                        acquired);
            }
        }
    }

    /** A stack, with the thread that was on it. */
    static final class Trace extends Throwable {
        private static final long serialVersionUID = 1L;

        Trace(String act, @Nullable Throwable before) {
            super(act + " on thread '" + Thread.currentThread().getName() + "'", before);
        }
    }
}
