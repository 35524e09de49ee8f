package io.rundown.host.soak;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Whether a plugin may be away, as those who unload it say. Its refusals are judged by this. */
final class Presence {

    /** Unloads that have begun and are not made good by a load. Raised before {@link #unloads}. */
    private final AtomicInteger away = new AtomicInteger();

    /** Unloads that ever began. */
    private final AtomicLong unloads = new AtomicLong();

    /**
     * What was so before a call.
     *
     * @param unloads how many had begun
     * @param away whether one of them was not made good
     */
    record Mark(long unloads, boolean away) {}

    /** Before an unload. */
    void leave() {
        away.incrementAndGet();
        unloads.incrementAndGet();
    }

    /** After the load that follows it. */
    void back() {
        away.decrementAndGet();
    }

    /**
     * Before a call. An unload that is not counted in the mark is noticed later by its number; one that is counted is not
     * made good yet, or is over.
     */
    Mark mark() {
        long begun = unloads.get();
        return new Mark(begun, away.get() > 0);
    }

    /** Whether the plugin may have been away at some moment since the mark. */
    boolean mayHaveBeenAwaySince(Mark mark) {
        return mark.away() || unloads.get() != mark.unloads();
    }
}
