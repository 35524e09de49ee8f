package io.rundown.sample.tax;

import io.rundown.sample.checkout.Order;
import io.rundown.sample.checkout.PriceRule;
import io.rundown.sample.checkout.TaxedPrice;
import org.pf4j.Extension;

/** A flat 20 %, half a cent rounded up. */
@Extension
public final class TaxRule implements PriceRule {

    private static final long PERCENT = 20;

    /** Called by the plugin manager. */
    public TaxRule() {}

    @Override
    public TaxedPrice price(Order order) {
        long net = order.netCents();
        long tax = Math.addExact(Math.multiplyExact(net, PERCENT), 50) / 100;
        return new TaxedPrice(net, tax, Math.addExact(net, tax), TaxPlugin.RULE);
    }
}
