package io.rundown;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The long way in: finds the account of a thread that is not {@linkplain #atHome where it is looked for first}, or makes
 * one, and has holds recorded in verifier mode. A superclass for the reason that {@link CellTable} is one.
 */
abstract sealed class Admission extends RundownState permits RundownProtection {

    /** Where threads that take the shared lane find their account. An idle one does not lead back here. */
    @SuppressWarnings("ThreadLocalUsage") // an account belongs to one thread and one protection
    private final ThreadLocal<@Nullable LaneHold> laneHold = new ThreadLocal<>();

    Admission(Machinery machinery) {
        super(machinery);
    }

    /** For a thread whose account is not where it is looked for first, or that has none yet. */
    final @Nullable Guard tryAcquireAway(Thread thread, @Nullable String tag) {
        CountedGuard guard = guardOf(thread);
        if (guard == null) {
            guard = newGuard(thread);
        }
        guard.enter();
        Guard admitted = admits() ? guard : admitNested(guard);
        return ledger == null || admitted == null ? admitted : ledger.guard(guard, tag);
    }

    /** The account of a thread, or null if it has none. */
    final @Nullable CountedGuard guardOf(Thread thread) {
        if (ThreadKind.isVirtual(thread)) {
            return laneHold.get();
        }
        Cell cell = find(thread);
        return cell == null && isFull() ? laneHold.get() : cell;
    }

    private CountedGuard newGuard(Thread thread) {
        Cell cell = ThreadKind.isVirtual(thread) ? null : claim(thread);
        if (cell != null) {
            return cell;
        }
        LaneHold hold = shared.join(this, thread);
        laneHold.set(hold);
        return hold;
    }

    /** Whether the calling thread is inside with a guard of its own. */
    final boolean isCurrentThreadInside() {
        CountedGuard guard = guardOf(Thread.currentThread());
        return guard != null && guard.isInside();
    }

    final @Nullable TransferableGuard tryAcquireShared(int count, @Nullable String tag) {
        if (!tryEnterShared(count, isCurrentThreadInside())) {
            return null;
        }
        try {
            return new TransferableGuard(this, count, tag);
        } catch (RuntimeException | Error e) {
            // Out of memory, say: nobody could ever give these holds back.
            releaseShared(count);
            throw e;
        }
    }

    final void requireOutside() {
        if (isCurrentThreadInside()) {
            throw misuse("Wait for rundown", "this thread is inside and would wait for itself");
        }
    }

    static long saturatedNanos(Duration timeout) {
        try {
            return Math.max(0, timeout.toNanos());
        } catch (ArithmeticException tooLong) {
            return timeout.isNegative() ? 0 : Long.MAX_VALUE;
        }
    }
}
