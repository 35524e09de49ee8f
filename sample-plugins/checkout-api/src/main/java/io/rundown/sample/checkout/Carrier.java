package io.rundown.sample.checkout;

import java.util.concurrent.CompletionStage;
import org.pf4j.ExtensionPoint;

/** Ships parcels and says in advance what that costs. Any thread may call it; it answers later. */
public interface Carrier extends ExtensionPoint {

    /**
     * Asks for a quote and returns at once.
     *
     * @param order what is shipped
     * @return the quote, some milliseconds later and on a thread of the carrier's; it fails with an
     *     {@link IllegalArgumentException} if the carrier does not go to that country, and with an
     *     {@link IllegalStateException} if the carrier has stopped
     */
    CompletionStage<ShippingQuote> quote(Order order);
}
