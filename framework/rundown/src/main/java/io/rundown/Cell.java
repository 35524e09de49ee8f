package io.rundown;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thread's account with one protection: how often it entered and how often it left. It is also the guard that the
 * thread closes.
 *
 * <pre>
 *   enters   number of admitted acquires     written by the owner only, volatile
 *   exits    number of closes                written by the owner only, volatile
 *   enters - exits                           the owner's nesting depth, never negative
 * </pre>
 *
 * <p>Others read {@code exits} first, then {@code enters}. Equal values mean that the owner was outside at the moment
 * {@code exits} was read: every admitted enter is in {@code enters} for good, so a hold at that moment would show.
 */
final class Cell extends Guard {

    private final RundownState state;

    /** Weak, so that an idle cell keeps neither a dead thread nor its context class loader. */
    private final WeakReference<Thread> owner;

    private final String ownerName;
    private final long ownerId;

    /** Stored before the owner reads the state, in the one order of volatile accesses: see {@link RundownState}. */
    private volatile long enters;

    /** Stored before the owner reads the state, likewise. */
    private volatile long exits;

    /** What the last look saw; guarded by the protection's lock. */
    private long entersSeen = -1;

    /** When a look first saw {@link #entersSeen} with the owner inside; guarded by the protection's lock. */
    private long seenSinceNanos;

    Cell(RundownState state, Thread owner) {
        this.state = state;
        this.owner = new WeakReference<>(owner);
        this.ownerName = owner.getName();
        this.ownerId = owner.getId();
    }

    // Only the owner writes the counters, so a plain read-modify-write loses nothing.
    @SuppressWarnings("NonAtomicVolatileUpdate")
    void enter() {
        enters++;
    }

    /** Takes back an {@link #enter()} that was refused: it never counted as a hold. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    void unenter() {
        enters--;
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate")
    public void close() {
        if (!isOwnedBy(Thread.currentThread())) {
            throw new IllegalStateException("Guard of thread '" + ownerName + "' closed on thread '"
                    + Thread.currentThread().getName()
                    + "'; a guard belongs to its thread, acquire a transferable one to hand it over");
        }
        if (exits == enters) {
            throw new IllegalStateException(
                    "Guard closed more often than it was acquired, on thread '" + ownerName + "'");
        }
        exits++;
        state.released();
    }

    boolean isOwnedBy(Thread thread) {
        return owner.get() == thread;
    }

    /** The nesting depth; exact for the owner, a snapshot for others. */
    int depth() {
        long left = exits;
        return Math.toIntExact(enters - left);
    }

    long enters() {
        return enters;
    }

    /** Whether this cell will never change again. A thread that died while inside keeps its cell. */
    boolean isAbandoned() {
        Thread thread = owner.get();
        return (thread == null || !thread.isAlive()) && depth() == 0;
    }

    /**
     * Whether the owner is inside, and since when at the least. Looks are what that lower bound is made of. Called under
     * the protection's lock.
     */
    @Nullable
    Sighting look(long nowNanos) {
        int depth = depth();
        if (depth == 0) {
            entersSeen = -1;
            return null;
        }
        long entersNow = enters;
        if (entersNow != entersSeen) {
            entersSeen = entersNow;
            seenSinceNanos = nowNanos;
        }
        return new Sighting(this, depth, Duration.ofNanos(nowNanos - seenSinceNanos));
    }

    /** An owner seen inside; told in full outside the lock, because taking a stack takes time. */
    record Sighting(Cell cell, int depth, Duration atLeast) {

        Holder tell() {
            Thread thread = cell.owner.get();
            List<StackTraceElement> stack = thread == null ? List.of() : List.of(thread.getStackTrace());
            return new Holder(thread, cell.ownerName, cell.ownerId, depth, atLeast, stack);
        }
    }

    @Override
    public String toString() {
        return "Guard[thread='" + ownerName + "', depth=" + depth() + "]";
    }
}
