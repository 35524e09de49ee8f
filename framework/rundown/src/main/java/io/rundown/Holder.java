package io.rundown;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A thread that was inside a {@link RundownProtection} when it was asked.
 *
 * @param thread the thread; null if it died while holding and is gone
 * @param threadName its name when it first acquired
 * @param threadId its identifier
 * @param depth how many guards the thread held, nested
 * @param atLeast how long the innermost of these has been held at the least: the time since the earliest
 *     {@linkplain RundownProtection#holders() look} that found the thread in this same hold, zero at the first look
 * @param stack where the thread was, innermost frame first; empty if it died while holding
 */
public record Holder(
        @Nullable Thread thread,
        String threadName,
        long threadId,
        int depth,
        Duration atLeast,
        List<StackTraceElement> stack) {}
