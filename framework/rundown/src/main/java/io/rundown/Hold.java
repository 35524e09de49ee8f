package io.rundown;

import io.rundown.Holder.Acquisition;
import java.lang.ref.Cleaner;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What verifier mode knows of one guard: who acquired it, where, when and what for. Outlives the guard if that is dropped, so it must
 * not refer to it. Stacks are kept as text: frames and throwables refer to classes, and would keep class loaders that
 * have nothing to do with the protected object.
 */
final class Hold implements Runnable {

    private static final int FRAMES = 64;

    /** On top of every stack, and of no interest. */
    private static final Set<String> MACHINERY = Set.of(
            Place.class.getName(),
            Hold.class.getName(),
            Ledger.class.getName(),
            RecordedGuard.class.getName(),
            TransferableGuard.class.getName(),
            Admission.class.getName(),
            RundownProtection.class.getName());

    private final Ledger ledger;

    /** Whose guard it is; null if any thread may close it. */
    private final @Nullable CountedGuard account;

    private final int count;

    /** What it is for; null if nobody said. */
    private final @Nullable String tag;

    private final long number;
    private final long sinceNanos;
    private final Place acquired = Place.here();

    /** Set right after the registration; the guard is alive until then, so no other thread looks before. */
    private Cleaner.@Nullable Cleanable cleanable;

    /** Set first of all by the one close that counts, which may fail to tell where it is; read by the cleaner's thread. */
    private volatile boolean over;

    /** Written by the one close that counts, read by a second close. */
    private volatile @Nullable Place closed;

    /** Written by the cleaner's thread, read by those who look. */
    private volatile boolean dropped;

    Hold(Ledger ledger, @Nullable CountedGuard account, int count, @Nullable String tag, long number, long sinceNanos) {
        this.ledger = ledger;
        this.account = account;
        this.count = count;
        this.tag = tag;
        this.number = number;
        this.sinceNanos = sinceNanos;
    }

    /** A thread, and where it was. */
    private record Place(String threadName, long threadId, List<StackTraceElement> stack) {

        static Place here() {
            Thread thread = Thread.currentThread();
            return new Place(thread.getName(), thread.getId(), stackHere());
        }

        /** By way of a throwable, which takes half the time of a stack walker; the throwable is not kept. */
        private static List<StackTraceElement> stackHere() {
            StackTraceElement[] all = new Throwable().getStackTrace();
            int from = 0;
            while (from < all.length && MACHINERY.contains(all[from].getClassName())) {
                from++;
            }
            return List.of(Arrays.copyOfRange(all, from, Math.min(all.length, from + FRAMES)));
        }

        Trace trace(String act, String more, @Nullable Throwable before) {
            return new Trace(act + " on thread '" + threadName + "'" + more, before, stack);
        }
    }

    /** A stack as the cause of a message; without the reference to classes that throwables have of themselves. */
    static final class Trace extends Throwable {
        private static final long serialVersionUID = 1L;

        Trace(String text, @Nullable Throwable before, List<StackTraceElement> stack) {
            super(text, before);
            setStackTrace(stack.toArray(new StackTraceElement[0]));
        }

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }

    void watch(Cleaner.Cleanable registered) {
        cleanable = registered;
    }

    @Nullable
    CountedGuard account() {
        return account;
    }

    boolean isTransferable() {
        return account == null;
    }

    int count() {
        return count;
    }

    long number() {
        return number;
    }

    /** Says that the guard is being closed. Called once; before the count is given back. */
    void closed() {
        over = true;
        try {
            closed = Place.here();
        } finally {
            ledger.strike(this);
            if (cleanable != null) {
                cleanable.clean();
            }
        }
    }

    /** Run by the cleaner once the guard is unreachable, or by the close. */
    @Override
    public void run() {
        if (!over) {
            dropped = true;
            ledger.dropped(this);
        }
    }

    /** Where the guard was acquired, as the cause of a message. */
    Throwable acquired(@Nullable Throwable before) {
        return acquired.trace("Acquired", forWhat(), before);
    }

    /** Where the guard was closed, if it was, caused by where it was acquired. */
    Throwable history() {
        Place first = closed;
        return first == null ? acquired(null) : first.trace("Closed first", "", acquired(null));
    }

    Acquisition told(long nowNanos) {
        Duration held = Duration.ofNanos(Math.max(0, nowNanos - sinceNanos));
        return new Acquisition(acquired.threadName, acquired.threadId, held, dropped, tag, acquired.stack);
    }

    /** As messages continue. */
    private String forWhat() {
        return tag == null ? "" : ", tagged '" + tag + "'";
    }

    @Override
    public String toString() {
        String whose = account == null
                ? "A transferable guard of " + count + ", acquired by thread '" + acquired.threadName + "'"
                : "A guard of thread '" + acquired.threadName + "'";
        return whose + forWhat() + (account == null || tag != null ? "," : "");
    }
}
