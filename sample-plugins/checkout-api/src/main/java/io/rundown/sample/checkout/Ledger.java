package io.rundown.sample.checkout;

import org.pf4j.ExtensionPoint;

/** Keeps every checkout. Any thread may call it; it blocks until the entry is committed. */
public interface Ledger extends ExtensionPoint {

    /**
     * Writes a checkout down.
     *
     * @param receipt the checkout
     * @return the number of the entry; the first one is 1, and no number is given twice
     * @throws IllegalStateException if the entry cannot be written, the ledger is closed, or the thread is
     *     interrupted while it waits; its interrupt stays set, and the entry may have been written all the same
     */
    long record(Receipt receipt);

    /**
     * Counts what was written.
     *
     * @return how many entries there are
     * @throws IllegalStateException as for {@link #record}
     */
    long entries();
}
