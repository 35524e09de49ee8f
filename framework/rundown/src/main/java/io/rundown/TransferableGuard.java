package io.rundown;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A hold on a {@link RundownProtection} that belongs to no thread: acquired on one, closed on any other, as an
 * asynchronous call needs it. Counterpart of NT's {@code ExAcquireRundownProtectionEx}, which takes a count.
 *
 * @see RundownProtection#tryAcquireTransferable(int)
 */
public final class TransferableGuard implements AutoCloseable {

    private final RundownState state;
    private final int count;
    private final AtomicBoolean closed = new AtomicBoolean();

    TransferableGuard(RundownState state, int count) {
        this.state = state;
        this.count = count;
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
        if (!closed.compareAndSet(false, true)) {
            throw new IllegalStateException("Transferable guard of " + count + " closed a second time, on thread '"
                    + Thread.currentThread().getName() + "'");
        }
        state.releaseShared(count);
    }

    @Override
    public String toString() {
        return "TransferableGuard[count=" + count + ", " + (closed.get() ? "closed" : "open") + "]";
    }
}
