package io.rundown.benchmarks.leak;

import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;

/** The smallest heap that is enough, out of some. */
final class SmallestHeap {

    /** In megabytes. */
    private static final List<Integer> STEPS =
            List.of(8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1_024, 1_536, 2_048, 3_072, 4_096);

    private SmallestHeap() {}

    /** Tries one size. */
    @FunctionalInterface
    interface Attempt {

        /** Whether that many megabytes are enough. */
        boolean isEnough(int megabytes) throws IOException, InterruptedException;
    }

    /**
     * Finds it by halving: what is enough stays enough when there is more.
     *
     * @return empty if not even the largest is enough
     */
    static OptionalInt find(Attempt attempt) throws IOException, InterruptedException {
        int tooSmall = -1;
        int enough = STEPS.size();
        while (enough - tooSmall > 1) {
            int middle = (tooSmall + enough) / 2;
            if (attempt.isEnough(STEPS.get(middle))) {
                enough = middle;
            } else {
                tooSmall = middle;
            }
        }
        return enough < STEPS.size() ? OptionalInt.of(STEPS.get(enough)) : OptionalInt.empty();
    }
}
