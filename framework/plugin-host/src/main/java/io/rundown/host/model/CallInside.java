package io.rundown.host.model;

import java.time.Duration;
import java.util.List;

/**
 * A call inside a plugin's generation: a thread, or an asynchronous call whose result has not come. Refers to nothing of
 * the plugin's; stacks are text.
 *
 * @param kind what is inside
 * @param generation the number of the generation that it is inside of
 * @param threadName the thread; of an asynchronous call the one that made it, known in verifier mode only and else empty
 * @param threadId its identifier, or 0
 * @param method the extension method that was called, as in {@code PriceRule.price}, or an empty string if the thread has
 *     just left or died
 * @param atLeast how long it has been inside: in verifier mode and for asynchronous calls exactly, otherwise at the least,
 *     as far as looks so far and the beginning of a drain tell
 * @param stack where the thread is, innermost frame first; empty for an asynchronous call
 * @param enteredAt in {@linkplain io.rundown.host.PluginHostBuilder#verifyCalls verifier mode}, where the thread was when
 *     it came in or made the asynchronous call, innermost frame first; else empty
 */
public record CallInside(
        Kind kind,
        int generation,
        String threadName,
        long threadId,
        String method,
        Duration atLeast,
        List<StackTraceElement> stack,
        List<StackTraceElement> enteredAt) {

    /** What can be inside. */
    public enum Kind {
        /** A platform thread. */
        PLATFORM_THREAD,
        /** A virtual thread. */
        VIRTUAL_THREAD,
        /** No thread, but a result that was promised: a future or stage that is not yet complete. */
        ASYNCHRONOUS
    }

    /**
     * Whether this is an asynchronous call.
     *
     * @return true if it has no thread
     */
    public boolean isAsynchronous() {
        return kind == Kind.ASYNCHRONOUS;
    }

    /**
     * What is known if it is known otherwise, too, how long the call has been inside.
     *
     * @param known the other knowledge
     * @return this with the longer of both times
     */
    public CallInside orLonger(Duration known) {
        return known.compareTo(atLeast) > 0
                ? new CallInside(kind, generation, threadName, threadId, method, known, stack, enteredAt)
                : this;
    }

    /** The evidence in one line. */
    @Override
    public String toString() {
        String called = method.isEmpty() ? "a call" : method;
        if (isAsynchronous()) {
            String by = threadName.isEmpty() && threadId == 0 ? "" : ", called on " + thread();
            return "asynchronous " + called + by + ", not complete for " + Durations.inWords(atLeast);
        }
        return called + " on " + thread() + (enteredAt.isEmpty() ? " for at least " : " for ")
                + Durations.inWords(atLeast);
    }

    /**
     * The thread as messages name it. Most virtual threads have no name.
     *
     * @return its name in quotes, or its identifier after a {@code #}; of a virtual thread that is inside, after those words
     */
    public String thread() {
        String named = threadName.isEmpty() ? "#" + threadId : "'" + threadName + "'";
        return kind == Kind.VIRTUAL_THREAD ? "virtual thread " + named : named;
    }
}
