package io.rundown.demo.checkout;

import io.rundown.demo.session.UserMistake;
import io.rundown.host.PluginHost;
import io.rundown.host.model.PluginUnavailableException;
import io.rundown.sample.checkout.AuditTrail;
import io.rundown.sample.checkout.Carrier;
import io.rundown.sample.checkout.CheckoutEvents;
import io.rundown.sample.checkout.FraudCheck;
import io.rundown.sample.checkout.FraudVerdict;
import io.rundown.sample.checkout.Ledger;
import io.rundown.sample.checkout.Order;
import io.rundown.sample.checkout.PriceRule;
import io.rundown.sample.checkout.Receipt;
import io.rundown.sample.checkout.ShippingQuote;
import io.rundown.sample.checkout.TaxedPrice;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The application: takes one order through the plugins. Holds their handles from beginning to end. */
public final class Checkout {

    /** A fraud check takes up to two hundred times as long as all the rest, so not every order gets one. */
    static final int ORDERS_PER_FRAUD_CHECK = 20;

    private static final long QUOTE_SECONDS = 20;

    private final FraudCheck fraud;
    private final PriceRule tax;
    private final Carrier carrier;
    private final Ledger ledger;
    private final AuditTrail audit;
    private final Tally tally;
    private final PriceBook prices;

    /**
     * Takes the handles; every plugin of the checkout has to be loaded.
     *
     * @throws UserMistake if one of them is another plugin of that name
     */
    public Checkout(PluginHost host, Tally tally, PriceBook prices) {
        this.fraud = extension(host, FraudCheck.class, "fraud");
        this.tax = extension(host, PriceRule.class, "tax");
        this.carrier = extension(host, Carrier.class, "carrier");
        this.ledger = extension(host, Ledger.class, "ledger");
        this.audit = extension(host, AuditTrail.class, "audit");
        this.tally = tally;
        this.prices = prices;
    }

    private static <T> T extension(PluginHost host, Class<T> type, String id) {
        try {
            return host.extension(type, id);
        } catch (NoSuchElementException e) {
            throw new UserMistake(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Takes the order with a number through, and counts what becomes of it. Whatever a plugin throws ends here.
     *
     * @throws InterruptedException if interrupted
     */
    void checkOut(long number) throws InterruptedException {
        Order order = Orders.order(number);
        try {
            if (number % ORDERS_PER_FRAUD_CHECK == 0) {
                checkFraud(order);
            }
            TaxedPrice price = tax.price(order);
            if (!prices.agrees(Orders.kind(number), price)) {
                throw new IllegalStateException(price + " for " + order + " is a mixture of two versions");
            }
            ShippingQuote quote = carrier.quote(order).toCompletableFuture().get(QUOTE_SECONDS, TimeUnit.SECONDS);
            Receipt receipt = new Receipt(
                    order, price.taxCents(), quote.cents(), price.totalCents() + quote.cents(), price.rule());
            ledger.record(receipt);
            audit.audited(receipt);
            CheckoutEvents.shared().publish(receipt);
            tally.checkedOut();
        } catch (PluginUnavailableException e) {
            tally.refused(e);
        } catch (RuntimeException | ExecutionException | TimeoutException | Error e) {
            tally.failed(e);
        }
    }

    /** An order whose fraud check is away is taken without it: that is this application's decision. */
    private void checkFraud(Order order) throws InterruptedException {
        FraudVerdict verdict;
        try {
            verdict = fraud.check(order);
        } catch (PluginUnavailableException away) {
            tally.fraudRefused();
            return;
        } catch (RuntimeException | Error e) {
            tally.fraudFailed();
            throw e;
        }
        tally.fraudChecked();
        if (verdict != FraudVerdict.CLEAR) {
            throw new IllegalStateException(order + " was found " + verdict + ", but is harmless");
        }
    }

    /** Has one order audited, and does nothing else with it. */
    public static void auditOnce(PluginHost host) {
        Receipt receipt = new Receipt(Orders.order(0), 0, 0, Orders.order(0).netCents(), "none");
        extension(host, AuditTrail.class, "audit").audited(receipt);
    }

    /** Makes one call of a handle that should be refused by now. */
    public void priceOnce() {
        tax.price(Orders.order(0));
    }
}
