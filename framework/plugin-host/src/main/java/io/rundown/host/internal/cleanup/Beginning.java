package io.rundown.host.internal.cleanup;

import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a generation began, in the only clocks that threads and thread pools carry: ids of threads rise, and so do the
 * numbers in the names that {@link Executors#defaultThreadFactory()} documents.
 *
 * @param threadId of a thread made at that moment
 * @param poolNumber of a thread factory made at that moment
 */
public record Beginning(long threadId, long poolNumber) {

    private static final Pattern POOL_THREAD = Pattern.compile("pool-(\\d{1,18})-thread-.*");

    /** Not a number of any pool. */
    private static final long NONE = -1;

    /** Now. */
    public static Beginning now() {
        Thread thread = Executors.defaultThreadFactory().newThread(() -> {});
        return new Beginning(thread.getId(), poolNumber(thread.getName()));
    }

    /** Whether a thread was made later. A class of threads can lie about it only if it is somebody's own. */
    boolean isBefore(Thread thread) {
        return thread.getId() > threadId;
    }

    /** Whether the pool that a thread belongs to, going by its name, was made later. */
    boolean isBeforePoolOf(String threadName) {
        return poolNumber != NONE && poolNumber(threadName) > poolNumber;
    }

    /** Whether that pool is known to have been there before. */
    boolean isAfterPoolOf(String threadName) {
        long number = poolNumber(threadName);
        return number != NONE && number < poolNumber;
    }

    private static long poolNumber(String threadName) {
        Matcher matcher = POOL_THREAD.matcher(threadName);
        return matcher.matches() ? Long.parseLong(matcher.group(1)) : NONE;
    }
}
