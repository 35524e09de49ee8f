package io.rundown;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a protection is given to work with; tests give it something else.
 *
 * @param nanoClock for the time that holders have been inside and for the timeouts of waits; called from any thread
 * @param heavyFence what the owner passes after it has closed the doors
 * @param largestTable how many slots for cells at most, a power of two; beyond, threads take the shared lane
 * @param verifier who finds dropped guards in verifier mode, null without
 * @param owner what is protected, as verifier mode's messages name it; may be empty
 */
record Machinery(
        LongSupplier nanoClock,
        Runnable heavyFence,
        int largestTable,
        @Nullable Verifier verifier,
        String owner) {

    /** Full, and with its cells of 192 bytes, such a table takes some three megabytes. */
    private static final int LARGEST_TABLE = 1 << 14;

    static Machinery standard() {
        Fences.choose();
        Machinery machinery = new Machinery(System::nanoTime, Fences::heavy, LARGEST_TABLE, null, "");
        Verifier verifier = Verifier.ofJvm();
        return verifier == null ? machinery : machinery.withVerifier(verifier, "");
    }

    Machinery withClock(LongSupplier clock) {
        return new Machinery(clock, heavyFence, largestTable, verifier, owner);
    }

    Machinery withHeavyFence(Runnable fence) {
        return new Machinery(nanoClock, fence, largestTable, verifier, owner);
    }

    Machinery withLargestTable(int slots) {
        return new Machinery(nanoClock, heavyFence, slots, verifier, owner);
    }

    /** Without cells, so that every acquire goes the long way, where it is recorded, and the short way needs no branch. */
    Machinery withVerifier(Verifier other, String protectedObject) {
        return new Machinery(nanoClock, heavyFence, CellTable.NONE, other, protectedObject);
    }
}
