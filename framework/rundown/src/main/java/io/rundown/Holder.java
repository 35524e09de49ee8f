package io.rundown;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who was inside a {@link RundownProtection} when it was asked: a thread with its guards or, in
 * {@linkplain RundownProtection#isVerifying() verifier mode}, a transferable guard.
 *
 * <p>Of stacks only text is kept. The thread is the thing itself: whoever keeps a holder keeps the thread.
 *
 * @param kind what it is
 * @param thread the thread; null if it died while holding and is gone, and for a transferable guard, which belongs to none
 * @param threadName its name when it first acquired; for a transferable guard, of the thread that acquired it
 * @param threadId its identifier, likewise
 * @param depth how many guards the thread held, nested; for a transferable guard, its count
 * @param atLeast how long it has been inside at the least: the time since the earliest
 *     {@linkplain RundownProtection#holders() look} that found the thread in the same innermost hold, zero at the first
 *     look; in verifier mode, exactly the time since the outermost of the open guards was acquired
 * @param stack where the thread was, innermost frame first; empty if it died while holding, and for a transferable guard
 * @param acquisitions in verifier mode, how each of the open guards was acquired, the outermost first; else empty. A
 *     thread that comes and goes during the look may have more or fewer of them than its depth says
 */
public record Holder(
        Kind kind,
        @Nullable Thread thread,
        String threadName,
        long threadId,
        int depth,
        Duration atLeast,
        List<StackTraceElement> stack,
        List<Acquisition> acquisitions) {

    /** What can hold a protection. */
    public enum Kind {
        /** A platform thread, by guards of its own. */
        PLATFORM,
        /** A virtual thread, by guards of its own. */
        VIRTUAL,
        /** A {@link TransferableGuard}, which any thread may close. */
        TRANSFERABLE
    }

    /**
     * How a guard that is still open was acquired.
     *
     * @param threadName the thread that acquired it
     * @param threadId its identifier
     * @param held how long ago
     * @param dropped whether the guard has been garbage collected, so that nobody can close it any more
     * @param tag what the hold {@linkplain RundownProtection#tryAcquire(String) is for}; null if nobody said
     * @param stack where the thread was then, innermost frame first; 64 frames at most
     */
    public record Acquisition(
            String threadName,
            long threadId,
            Duration held,
            boolean dropped,
            @Nullable String tag,
            List<StackTraceElement> stack) {}
}
