package io.rundown;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a protection is given to work with; tests give it something else.
 *
 * @param nanoClock for the time that holders have been inside and for the timeouts of waits; called from any thread
 * @param heavyFence what the owner passes after it has closed the doors
 * @param largestTable how many slots for cells at most, a power of two; beyond, threads take the shared lane
 * @param verifier what to do about dropped guards, null for nothing
 */
record Machinery(
        LongSupplier nanoClock,
        Runnable heavyFence,
        int largestTable,
        @Nullable Verifier verifier) {

    /** Full, and with its cells of 192 bytes, such a table takes some three megabytes. */
    private static final int LARGEST_TABLE = 1 << 14;

    static Machinery standard() {
        Fences.choose();
        return new Machinery(System::nanoTime, Fences::heavy, LARGEST_TABLE, Verifier.ofJvm());
    }

    Machinery withClock(LongSupplier clock) {
        return new Machinery(clock, heavyFence, largestTable, verifier);
    }

    Machinery withHeavyFence(Runnable fence) {
        return new Machinery(nanoClock, fence, largestTable, verifier);
    }

    Machinery withLargestTable(int slots) {
        return new Machinery(nanoClock, heavyFence, slots, verifier);
    }

    Machinery withVerifier(Verifier other) {
        return new Machinery(nanoClock, heavyFence, largestTable, other);
    }
}
