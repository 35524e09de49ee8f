package io.rundown.stress;

/**
 * Keeps the processor's store buffer busy: stores to lines that are in no cache are slow, and what is stored after them
 * waits behind them, while loads overtake them all. Makes a missing fence show within seconds.
 */
final class SlowStores {

    private static final int LINES = 1 << 20;
    private static final int LONGS_PER_LINE = 8;

    /** More than a store buffer holds, so that it is full at the end. */
    private static final int STORES = 100;

    private final long[] memory = new long[LINES * LONGS_PER_LINE];
    private int random = 1;

    void fillTheBuffer() {
        int next = random;
        for (int i = 0; i < STORES; i++) {
            next = next * 1_664_525 + 1_013_904_223;
            memory[(next >>> 12) * LONGS_PER_LINE] = next;
        }
        random = next;
    }
}
