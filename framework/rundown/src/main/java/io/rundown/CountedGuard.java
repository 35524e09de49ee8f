package io.rundown;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * One thread's account with one protection, in the split counters of Linux's sleepable RCU:
 *
 * <pre>
 *   enters   number of admitted acquires     written by the owner only
 *   exits    number of closes                written by the owner only
 *   enters - exits                           the owner's nesting depth, never negative
 * </pre>
 *
 * <p>Others read {@code exits} first, then {@code enters}. Equal values mean that the owner was outside at the moment
 * {@code exits} was read: every admitted enter is in {@code enters} for good, so a hold at that moment would show. Read
 * the other way round, a whole call between the two reads would make up for a hold.
 */
abstract sealed class CountedGuard extends OwnedGuard permits Cell, LaneHold {

    /** How often to look at an owner that comes and goes before calling it inside. */
    private static final int LOOKS = 8;

    static final VarHandle ENTERS;
    static final VarHandle EXITS;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            ENTERS = lookup.findVarHandle(CountedGuard.class, "enters", long.class);
            EXITS = lookup.findVarHandle(CountedGuard.class, "exits", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    /** Read plainly by the owner, whose own writes it is; by others as volatile. */
    long enters;

    /** Read plainly by the owner, whose own writes it is; by others as volatile. */
    long exits;

    CountedGuard(Thread owner) {
        super(owner);
    }

    /** Counts an acquire; the caller then asks the state whether it was admitted. */
    abstract void enter();

    /** Takes back an {@link #enter()} that was refused: it never counted as a hold. */
    abstract void unenter();

    /** Counts a close, and asks the state whether somebody waits for it. */
    abstract void leave();

    @Override
    public final void close() {
        if (!refersTo(Thread.currentThread())) {
            throw closedElsewhere();
        }
        if (exits == enters) {
            throw closedTooOften();
        }
        leave();
    }

    /** For the owner itself: the nesting depth from its own writes. */
    final boolean isInside() {
        return enters != exits;
    }

    /** For the owner itself, between an {@link #enter()} and the answer: whether it was inside before. */
    final boolean wasInside() {
        return enters - exits > 1;
    }

    @Override
    final boolean isOut() {
        long left = (long) EXITS.getVolatile(this);
        return (long) ENTERS.getVolatile(this) == left;
    }

    /** Between the two reads the owner may come and go; an exit counter that stood still makes them one look. */
    @Override
    final int depth() {
        long left = (long) EXITS.getVolatile(this);
        for (int attempt = 0; attempt < LOOKS; attempt++) {
            long depth = (long) ENTERS.getVolatile(this) - left;
            long leftMeanwhile = (long) EXITS.getVolatile(this);
            if (leftMeanwhile == left) {
                return Math.toIntExact(depth);
            }
            left = leftMeanwhile;
        }
        return 1;
    }

    @Override
    final long enters() {
        return (long) ENTERS.getVolatile(this);
    }

    /** How often the owner has left. */
    final long exits() {
        return (long) EXITS.getVolatile(this);
    }
}
