package io.rundown.sample.tax;

import io.rundown.sample.checkout.Order;
import io.rundown.sample.checkout.PriceRule;
import io.rundown.sample.checkout.TaxedPrice;
import org.pf4j.Extension;

/** The rate of the country, half a cent rounded up. */
@Extension
public final class TaxRule implements PriceRule {

    /** Called by the plugin manager. */
    public TaxRule() {}

    @Override
    public TaxedPrice price(Order order) {
        long net = order.netCents();
        int perMille = TaxTable.perMille(order.country());
        long tax = Math.addExact(Math.multiplyExact(net, perMille), 500) / 1000;
        return new TaxedPrice(net, tax, Math.addExact(net, tax), TaxPlugin.RULE);
    }
}
