package io.rundown.stress;

/**
 * What is protected: lives from one rundown to the next. The counters are plain, one writer each; the protection alone
 * makes them visible to the owner.
 */
final class Generation {

    private final int number;
    private final long[] entered;
    private final long[] left;

    /** Volatile, so that a caller who is inside too long sees it. */
    private volatile boolean freed;

    Generation(int number, int callers) {
        this.number = number;
        this.entered = new long[callers];
        this.left = new long[callers];
    }

    void enter(int caller) {
        requireAlive(caller);
        entered[caller]++;
    }

    void leave(int caller) {
        left[caller]++;
        requireAlive(caller);
    }

    private void requireAlive(int caller) {
        if (freed) {
            throw new AssertionError("Caller " + caller + " is inside generation " + number + ", which was freed");
        }
    }

    void free() {
        freed = true;
    }

    long entered() {
        return sum(entered);
    }

    long left() {
        return sum(left);
    }

    private static long sum(long[] counters) {
        long sum = 0;
        for (long counter : counters) {
            sum += counter;
        }
        return sum;
    }

    @Override
    public String toString() {
        return "generation " + number + " (" + entered() + " entered, " + left() + " left)";
    }
}
