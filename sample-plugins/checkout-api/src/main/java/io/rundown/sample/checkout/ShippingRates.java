package io.rundown.sample.checkout;

import org.pf4j.ExtensionPoint;

/** The price list for shipping. Any thread may call it at any time; it does not block. */
public interface ShippingRates extends ExtensionPoint {

    /**
     * Looks up what shipping costs.
     *
     * @param country where it goes, as in {@link Order#country()}
     * @param items how many pieces
     * @return the price in cents
     * @throws IllegalArgumentException if nothing is shipped to that country, or there are no items
     */
    long centsFor(String country, int items);
}
