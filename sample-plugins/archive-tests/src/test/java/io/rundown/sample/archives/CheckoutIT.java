package io.rundown.sample.archives;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

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
import io.rundown.sample.checkout.ShippingRates;
import io.rundown.sample.checkout.TaxedPrice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pf4j.PluginManager;
import org.pf4j.PluginState;
import org.pf4j.PluginWrapper;

class CheckoutIT {

    /** Every country of the rate table, and one that is in no table. */
    private static final List<String> COUNTRIES = List.of(
            "AT", "AU", "BE", "CA", "CH", "DE", "DK", "ES", "FI", "FR", "GB", "IE", "IT", "JP", "LU", "NL", "NO", "PL",
            "PT", "SE", "US", "ZZ");

    @TempDir
    Path folder;

    @Test
    void allPluginsTogether_doACheckout() throws Exception {
        int listenersOfOthers = CheckoutEvents.shared().listeners();
        PluginManager manager = Archives.start(
                folder, "tax-1.0.jar", "fraud.jar", "rates.jar", "carrier.jar", "ledger.zip", "audit.jar");
        try {
            Order order = new Order("o-1", "SE", 4_990, 2);

            assertThat(Archives.only(manager, FraudCheck.class).check(order)).isEqualTo(FraudVerdict.CLEAR);
            TaxedPrice price = Archives.only(manager, PriceRule.class).price(order);
            ShippingQuote quote = Archives.only(manager, Carrier.class)
                    .quote(order)
                    .toCompletableFuture()
                    .get(60, SECONDS);
            assertThat(quote.cents())
                    .isEqualTo(Archives.only(manager, ShippingRates.class).centsFor("SE", 2));
            Receipt receipt = new Receipt(
                    order, price.taxCents(), quote.cents(), price.totalCents() + quote.cents(), price.rule());
            Ledger ledger = Archives.only(manager, Ledger.class);
            assertThat(ledger.record(receipt)).isEqualTo(1);
            assertThat(ledger.entries()).isEqualTo(1);
            AuditTrail audit = Archives.only(manager, AuditTrail.class);
            audit.audited(receipt);
            CheckoutEvents.shared().publish(receipt);
            assertThat(audit.audits()).isEqualTo(1);
        } finally {
            unloadAll(manager);
        }
        assertThat(CheckoutEvents.shared().listeners()).isEqualTo(listenersOfOthers);
    }

    @Test
    void bothTaxes_neverAgreeOnATotal() throws IOException {
        PluginManager flat = Archives.start(Files.createDirectory(folder.resolve("1")), "tax-1.0.jar");
        PluginManager byCountry = Archives.start(Files.createDirectory(folder.resolve("2")), "tax-2.0.jar");
        try {
            PriceRule first = Archives.only(flat, PriceRule.class);
            PriceRule second = Archives.only(byCountry, PriceRule.class);
            assertThat(first.getClass().getName()).isEqualTo(second.getClass().getName());
            for (String country : COUNTRIES) {
                for (long net = 100; net < 10_000; net++) {
                    Order order = new Order("o-1", country, net, 1);
                    if (first.price(order).totalCents() == second.price(order).totalCents()) {
                        throw new AssertionError(order + ": " + first.price(order) + ", " + second.price(order));
                    }
                }
            }
        } finally {
            unloadAll(flat);
            unloadAll(byCountry);
        }
    }

    @Test
    void tax3_loadsAndDoesNotStart() {
        PluginManager manager = Archives.start(folder, "tax-3.0.jar");
        try {
            PluginWrapper tax = manager.getPlugin("tax");
            assertThat(tax.getPluginState()).isEqualTo(PluginState.FAILED);
            assertThat(tax.getFailedException())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("No tax table for 2027");
        } finally {
            unloadAll(manager);
        }
    }

    /** One by one, dependents first: pf4j's own stopPlugins() stumbles over its list after the first. */
    private static void unloadAll(PluginManager manager) {
        for (String id : List.of("carrier", "rates", "audit", "fraud", "ledger", "tax")) {
            if (manager.getPlugin(id) != null) {
                manager.unloadPlugin(id);
            }
        }
    }
}
