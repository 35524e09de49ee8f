package io.rundown.sample.checkout;

import org.pf4j.ExtensionPoint;

/** Looks for fraud. Any thread may call it; it may block for a good part of a second. */
public interface FraudCheck extends ExtensionPoint {

    /**
     * Checks the order.
     *
     * @param order what is bought
     * @return the same verdict for the same order, however often it is asked
     * @throws InterruptedException if the thread is interrupted; there is no verdict then
     */
    FraudVerdict check(Order order) throws InterruptedException;
}
