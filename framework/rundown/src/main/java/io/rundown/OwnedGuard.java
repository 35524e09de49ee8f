package io.rundown;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A guard and the one thread that may use it. The thread is referred to weakly, so that an idle guard keeps neither a
 * dead thread nor its context class loader; comparing with a weak reference costs no more than with a strong one.
 *
 * <p>The fields of this class are read by all and written seldom or never. They stand in front of the counters of
 * {@link CountedGuard}, 56 bytes with the header, and keep these off the cache line of whatever lies before.
 */
abstract sealed class OwnedGuard extends WeakReference<Thread> implements Guard permits CountedGuard {

    private final String ownerName;
    private final long ownerId;

    /** What the last look saw; guarded by the protection's lock. */
    private long entersSeen = -1;

    /** When a look first saw {@link #entersSeen} with the owner inside; guarded by the protection's lock. */
    private long seenSinceNanos;

    OwnedGuard(Thread owner) {
        super(owner);
        this.ownerName = owner.getName();
        this.ownerId = owner.getId();
    }

    /** Not for callers, whose guard this is: a hold without an owner could never be given back. */
    @Override
    public final void clear() {
        throw new UnsupportedOperationException("A guard is closed, not cleared");
    }

    /** As {@link #clear()}. */
    @Override
    public final boolean enqueue() {
        throw new UnsupportedOperationException("A guard is closed, not enqueued");
    }

    /** Whether the owner was outside at some moment during this look. */
    abstract boolean isOut();

    /** The nesting depth; exact for the owner, a snapshot for others. */
    abstract int depth();

    /** How often the owner has entered; see {@link CountedGuard}. */
    abstract long enters();

    /** What its owner is. */
    abstract Holder.Kind kind();

    final long ownerId() {
        return ownerId;
    }

    /** Whether nobody will use this guard again. That of a thread that died while inside stays. */
    final boolean isAbandoned() {
        Thread thread = get();
        return (thread == null || !thread.isAlive()) && isOut();
    }

    /**
     * Whether the owner is inside, and since when at the least. Looks are what that lower bound is made of. Called under
     * the protection's lock.
     */
    final @Nullable Sighting look(long nowNanos) {
        int depth = depth();
        if (depth == 0) {
            entersSeen = -1;
            return null;
        }
        long entersNow = enters();
        if (entersNow != entersSeen) {
            entersSeen = entersNow;
            seenSinceNanos = nowNanos;
        }
        return new Sighting(this, depth, Duration.ofNanos(nowNanos - seenSinceNanos));
    }

    /** Up to Java 18 an element of another thread's stack refers to its class, and a holder would keep its loader. */
    private static List<StackTraceElement> textOf(StackTraceElement[] stack) {
        return Arrays.stream(stack)
                .map(each -> new StackTraceElement(
                        each.getClassLoaderName(),
                        each.getModuleName(),
                        each.getModuleVersion(),
                        each.getClassName(),
                        each.getMethodName(),
                        each.getFileName(),
                        each.getLineNumber()))
                .toList();
    }

    /** An owner seen inside; told in full outside the lock, because taking a stack takes time. */
    record Sighting(OwnedGuard guard, int depth, Duration atLeast) {

        Holder tell(List<Holder.Acquisition> taken) {
            Thread thread = guard.get();
            List<StackTraceElement> stack = thread == null ? List.of() : textOf(thread.getStackTrace());
            Duration inside = taken.isEmpty() ? atLeast : taken.get(0).held();
            return new Holder(
                    guard.kind(), thread, guard.ownerName, guard.ownerId, depth, inside, stack, List.copyOf(taken));
        }
    }

    final IllegalStateException closedElsewhere() {
        return new IllegalStateException("Guard of thread '" + ownerName + "' closed on thread '"
                + Thread.currentThread().getName()
                + "'; a guard belongs to its thread, acquire a transferable one to hand it over");
    }

    final IllegalStateException closedTwice() {
        return new IllegalStateException("Guard closed a second time, on thread '" + ownerName + "'");
    }

    final IllegalStateException closedTooOften() {
        return new IllegalStateException("Guard closed more often than it was acquired, on thread '" + ownerName + "'");
    }

    @Override
    public String toString() {
        return "Guard[thread='" + ownerName + "', depth=" + depth() + "]";
    }
}
