package io.rundown.sample.checkout;

import org.pf4j.ExtensionPoint;

/** Puts the tax on an order. Any thread may call it at any time; it computes and does not block. */
public interface PriceRule extends ExtensionPoint {

    /**
     * Prices the order.
     *
     * @param order what is bought
     * @return its price with tax, and the rule that said so
     * @throws ArithmeticException if the price does not fit a {@code long}
     */
    TaxedPrice price(Order order);
}
