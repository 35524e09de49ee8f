package io.rundown.sample.checkout;

import org.pf4j.ExtensionPoint;

/** Watches over the checkouts. Any thread may call it at any time; it does not block for long. */
public interface AuditTrail extends ExtensionPoint {

    /**
     * Takes a checkout into the trail.
     *
     * @param receipt the checkout
     */
    void audited(Receipt receipt);

    /**
     * Counts the calls of {@link #audited}.
     *
     * @return how many there were since the trail started
     */
    long audits();
}
