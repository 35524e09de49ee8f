package io.rundown.host.model;

import java.time.Duration;
import java.util.List;

/**
 * A thread inside a plugin's generation.
 *
 * @param threadName the thread
 * @param threadId its identifier
 * @param method the extension method it called, as in {@code PriceRule.price}, or an empty string if the thread has just
 *     left or died
 * @param atLeast how long it has been inside at the least, as far as looks so far and the beginning of a drain tell
 * @param stack where it is, innermost frame first
 */
public record CallInside(
        String threadName, long threadId, String method, Duration atLeast, List<StackTraceElement> stack) {

    /**
     * What is known if it is known otherwise, too, how long the thread has been inside.
     *
     * @param known the other knowledge
     * @return this with the longer of both times
     */
    public CallInside orLonger(Duration known) {
        return known.compareTo(atLeast) > 0 ? new CallInside(threadName, threadId, method, known, stack) : this;
    }

    /** The evidence in one line. */
    @Override
    public String toString() {
        return (method.isEmpty() ? "a call" : method) + " on '" + threadName + "' for at least "
                + Durations.inWords(atLeast);
    }
}
