package io.rundown.sample.rates;

import io.rundown.sample.checkout.ShippingRates;
import org.pf4j.Extension;

/** Reads from a {@link RateTable}. */
@Extension
public final class TableRates implements ShippingRates {

    private final RateTable table = new RateTable();

    /** Called by the plugin manager. */
    public TableRates() {}

    @Override
    public long centsFor(String country, int items) {
        return table.centsFor(country, items);
    }
}
