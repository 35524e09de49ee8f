package io.rundown.sample.tax;

import io.rundown.sample.checkout.Order;
import io.rundown.sample.checkout.PriceRule;
import io.rundown.sample.checkout.TaxedPrice;
import org.pf4j.Extension;

/** The rate of the country in {@link TaxPlugin#YEAR}, half a cent rounded up. */
@Extension
public final class TaxRule implements PriceRule {

    private final TaxTable table;

    /** Called by the plugin manager. */
    public TaxRule() {
        this(TaxTable.of(TaxPlugin.YEAR));
    }

    TaxRule(TaxTable table) {
        this.table = table;
    }

    @Override
    public TaxedPrice price(Order order) {
        long net = order.netCents();
        long tax = Math.addExact(Math.multiplyExact(net, table.perMille(order.country())), 500) / 1000;
        return new TaxedPrice(net, tax, Math.addExact(net, tax), TaxPlugin.RULE);
    }
}
