package io.rundown;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The account of holds that belong to no thread: the same two counters as a {@link Cell}, written by anyone.
 *
 * <p>Read {@code exits} first, then {@code enters}: equal sums mean that no hold was open when {@code exits} was read.
 * The counters are {@code long} and a single acquire takes an {@code int}, so they cannot overflow in practice.
 */
final class SharedLane {

    private final AtomicLong enters = new AtomicLong();
    private final AtomicLong exits = new AtomicLong();

    void enter(int count) {
        enters.addAndGet(count);
    }

    /** Takes back an {@link #enter(int)} that was refused: it never counted as a hold. */
    void unenter(int count) {
        enters.addAndGet(-count);
    }

    void exit(int count) {
        exits.addAndGet(count);
    }

    long held() {
        long left = exits.get();
        return enters.get() - left;
    }

    long enters() {
        return enters.get();
    }
}
