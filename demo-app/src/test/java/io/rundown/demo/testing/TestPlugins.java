package io.rundown.demo.testing;

import io.rundown.host.PluginHost;
import io.rundown.sample.checkout.AuditTrail;
import io.rundown.sample.checkout.Carrier;
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
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.pf4j.Plugin;

/**
 * Plugins of the checkout that do what a test says. Their classes are copies with a class loader of each plugin's; this
 * class is not, so what it holds is common to them and the test.
 */
public final class TestPlugins {

    /** All that a checkout needs. */
    public static final List<String> IDS = List.of("tax", "fraud", "rates", "carrier", "ledger", "audit");

    /** What the tax rules do, asked at every call. */
    public static volatile Function<Order, TaxedPrice> tax = TestPlugins::taxFree;

    /** What the fraud check does before it finds nothing. */
    public static volatile Runnable fraud = TestPlugins::nothing;

    /** What the carrier answers, asked at every call. */
    public static volatile Supplier<CompletableFuture<ShippingQuote>> carrier = TestPlugins::atOnce;

    /** What every plugin does when it is stopped. */
    public static volatile Consumer<Plugin> stop = plugin -> {};

    private TestPlugins() {}

    private static void nothing() {}

    /** Has all of them do what is usual. */
    public static void reset() {
        tax = TestPlugins::taxFree;
        fraud = TestPlugins::nothing;
        carrier = TestPlugins::atOnce;
        stop = plugin -> {};
    }

    private static CompletableFuture<ShippingQuote> atOnce() {
        return CompletableFuture.completedFuture(new ShippingQuote("nobody", 1, 1));
    }

    private static TaxedPrice taxFree(Order order) {
        return new TaxedPrice(order.netCents(), 0, order.netCents(), "tax free");
    }

    /** Loads all of {@link #IDS} from a folder, into which they are written. */
    public static void loadAll(PluginHost host, Path folder) throws IOException {
        for (String id : IDS) {
            host.load(write(folder, id, "1.0.0"));
        }
    }

    /** Writes one of them, and returns its file. */
    public static Path write(Path folder, String id, String version) throws IOException {
        return write(folder.resolve(id + "-" + version + ".jar"), id, version, extension(id));
    }

    /** Writes one of them that pretends to be another. */
    public static Path writeAs(String id, Path folder, String other) throws IOException {
        return write(folder.resolve(id + ".jar"), id, "1.0.0", extension(other));
    }

    private static Class<?> extension(String id) {
        return switch (id) {
            case "tax" -> Tax.class;
            case "fraud" -> Fraud.class;
            default -> Rest.class;
        };
    }

    private static Path write(Path jar, String id, String version, Class<?> extension) throws IOException {
        return PluginJar.write(jar, id, version, extension, Stopping.class);
    }

    /** Made by the host. */
    public static final class Stopping extends Plugin {

        @Override
        public void stop() {
            stop.accept(this);
        }
    }

    /** Made by the host. */
    public static final class Tax implements PriceRule {

        @Override
        public TaxedPrice price(Order order) {
            return tax.apply(order);
        }
    }

    /** Made by the host. */
    public static final class Fraud implements FraudCheck {

        @Override
        public FraudVerdict check(Order order) {
            fraud.run();
            return FraudVerdict.CLEAR;
        }
    }

    /** Made by the host. */
    public static final class Rest implements ShippingRates, Carrier, Ledger, AuditTrail {

        @Override
        public long centsFor(String country, int items) {
            return items;
        }

        @Override
        public CompletionStage<ShippingQuote> quote(Order order) {
            return carrier.get();
        }

        @Override
        public long record(Receipt receipt) {
            return 1;
        }

        @Override
        public long entries() {
            return 1;
        }

        @Override
        public void audited(Receipt receipt) {
            // Nobody asks.
        }

        @Override
        public long audits() {
            return 0;
        }
    }
}
