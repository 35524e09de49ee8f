package io.rundown.sample.carrier;

import io.rundown.sample.checkout.Carrier;
import io.rundown.sample.checkout.Order;
import io.rundown.sample.checkout.ShippingQuote;
import io.rundown.sample.rates.RateTable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.pf4j.Extension;

/** Quotes the price of the {@link RateTable}, 1 to 5 ms later. */
@Extension
public final class ParcelCarrier implements Carrier {

    private static final String NAME = "parcel";
    private static final int SHORTEST_MILLIS = 1;
    private static final int LONGEST_MILLIS = 5;

    private final RateTable rates = new RateTable();

    /** Called by the plugin manager. */
    public ParcelCarrier() {}

    @Override
    public CompletionStage<ShippingQuote> quote(Order order) {
        DispatchDesk desk = CarrierPlugin.desk();
        if (desk == null) {
            return CompletableFuture.failedFuture(new IllegalStateException("Plugin 'carrier' is not started"));
        }
        return desk.answer(() -> work(order), millisFor(order.id()));
    }

    private ShippingQuote work(Order order) {
        long cents = rates.centsFor(order.country(), order.items());
        return new ShippingQuote(NAME, cents, rates.daysTo(order.country()));
    }

    /** The same for the same id. */
    static int millisFor(String orderId) {
        return SHORTEST_MILLIS + Math.floorMod(orderId.hashCode(), LONGEST_MILLIS - SHORTEST_MILLIS + 1);
    }
}
