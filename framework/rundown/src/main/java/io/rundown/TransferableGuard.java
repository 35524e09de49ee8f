package io.rundown;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;
import org.jspecify.annotations.Nullable;

/**
 * A hold on a {@link RundownProtection} that belongs to no thread: acquired on one, closed on any other, as an
 * asynchronous call needs it. Counterpart of NT's {@code ExAcquireRundownProtectionEx}, which takes a count.
 *
 * <p>One that is dropped without being closed keeps its rundown from ever ending. In
 * {@linkplain RundownProtection#verifying(String) verifier mode} such a guard is found when the garbage collector finds
 * it, and the log says where it was acquired; a second close then also tells where the first was.
 *
 * @see RundownProtection#tryAcquireTransferable(int)
 */
public final class TransferableGuard implements AutoCloseable {

    private static final VarHandle CLOSED;

    static {
        try {
            CLOSED = MethodHandles.lookup().findVarHandle(TransferableGuard.class, "closed", boolean.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final RundownState state;
    private final int count;

    /** What is known of this guard; only in verifier mode. */
    private final @Nullable Hold hold;

    /** Set once, by the close that counts. */
    private volatile boolean closed;

    TransferableGuard(RundownState state, int count, @Nullable String tag) {
        this.state = state;
        this.count = count;
        this.hold = state.ledger == null ? null : state.ledger.transferable(this, count, tag);
    }

    /**
     * How many holds this guard stands for.
     *
     * @return the count it was acquired with
     */
    public int count() {
        return count;
    }

    /**
     * Gives all {@link #count() holds} back at once, from any thread. Never blocks. One-shot: of several closes, also
     * concurrent ones, exactly the first counts.
     *
     * @throws IllegalStateException if the guard was closed before; the protection is unchanged
     */
    @Override
    public void close() {
        try {
            if (!CLOSED.compareAndSet(this, false, true)) {
                throw closedBefore();
            }
            giveBack();
        } finally {
            // Until the hold knows, the guard must not look dropped.
            Reference.reachabilityFence(this);
        }
    }

    private void giveBack() {
        try {
            if (hold != null) {
                hold.closed();
            }
        } finally {
            state.releaseShared(count);
        }
    }

    private IllegalStateException closedBefore() {
        IllegalStateException misuse = new IllegalStateException("Transferable guard of " + count
                + " closed a second time, on thread '" + Thread.currentThread().getName() + "': " + state.words());
        if (hold != null) {
            misuse.initCause(hold.history());
        }
        return misuse;
    }

    @Override
    public String toString() {
        return "TransferableGuard[count=" + count + ", " + (closed ? "closed" : "open") + "]";
    }
}
