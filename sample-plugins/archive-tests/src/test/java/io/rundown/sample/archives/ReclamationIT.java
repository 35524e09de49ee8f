package io.rundown.sample.archives;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.rundown.sample.archives.Archives.Watched;
import io.rundown.sample.checkout.AuditTrail;
import io.rundown.sample.checkout.Carrier;
import io.rundown.sample.checkout.CheckoutEvents;
import io.rundown.sample.checkout.FraudCheck;
import io.rundown.sample.checkout.Ledger;
import io.rundown.sample.checkout.Order;
import io.rundown.sample.checkout.PriceRule;
import io.rundown.sample.checkout.Receipt;
import io.rundown.sample.checkout.ShippingRates;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pf4j.PluginManager;

/** The plugins are meant to show what a host does wrong or right, so they must not keep their own loaders alive. */
class ReclamationIT {

    private static final String AUDIT_LEAK = "rundown.sample.audit.leak";
    private static final String LEDGER_LEAK = "rundown.sample.ledger.leak";
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(20);
    private static final Duration SOME_COLLECTIONS = Duration.ofSeconds(1);
    private static final Order ORDER = new Order("o-1", "DE", 1_000, 2);
    private static final Receipt RECEIPT = new Receipt(ORDER, 200, 580, 1_780, "tax 1.0.0");

    @TempDir
    Path folder;

    /** What the calls into one plugin look like. */
    @FunctionalInterface
    private interface Calls {
        void to(PluginManager manager) throws Exception;
    }

    private final ClassLoader context = Thread.currentThread().getContextClassLoader();

    @AfterEach
    void leakNothing() {
        System.clearProperty(AUDIT_LEAK);
        System.clearProperty(LEDGER_LEAK);
        Thread.currentThread().setContextClassLoader(context);
        CheckoutEvents.shared().forgetFailure();
    }

    @Test
    void tax_isFreed() throws Exception {
        assertFreed("tax", manager -> Archives.only(manager, PriceRule.class).price(ORDER), "tax-1.0.jar");
    }

    @Test
    void fraud_isFreed() throws Exception {
        assertFreed("fraud", manager -> Archives.only(manager, FraudCheck.class).check(ORDER), "fraud.jar");
    }

    @Test
    void rates_isFreed() throws Exception {
        assertFreed(
                "rates", manager -> Archives.only(manager, ShippingRates.class).centsFor("DE", 1), "rates.jar");
    }

    @Test
    void carrier_isFreed() throws Exception {
        assertFreed(
                "carrier",
                manager -> Archives.only(manager, Carrier.class)
                        .quote(ORDER)
                        .toCompletableFuture()
                        .get(5, SECONDS),
                "rates.jar",
                "carrier.jar");
    }

    @Test
    void ledger_isFreed() throws Exception {
        assertFreed("ledger", ReclamationIT::record, "ledger.zip");
    }

    @Test
    void ledger_isHeldByItsDriver() throws Exception {
        System.setProperty(LEDGER_LEAK, "jdbc-driver");

        Watched loader = loadCallAndUnload("ledger", ReclamationIT::record, "ledger.zip");

        assertThat(loader.isFreedWithin(SOME_COLLECTIONS)).isFalse();
    }

    private static void record(PluginManager manager) {
        Archives.only(manager, Ledger.class).record(RECEIPT);
    }

    @Test
    void audit_isFreed() throws Exception {
        assertFreed("audit", ReclamationIT::audit, "audit.jar");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "thread",
                "thread-local",
                "listener",
                "thread,listener",
                "timer",
                "executor",
                "mbean",
                "shutdown-hook",
                "resource-bundle",
                "introspector",
                "logging",
                "static",
                "exception",
                "context-class-loader"
            })
    void audit_isHeldByEachLeak(String leak) throws Exception {
        System.setProperty(AUDIT_LEAK, leak);

        Watched loader = loadCallAndUnload("audit", ReclamationIT::audit, "audit.jar");

        assertThat(loader.isFreedWithin(SOME_COLLECTIONS)).isFalse();
    }

    @Test
    void audit_isHeldByTheApplicationsThreadWhereThreadsRememberWhoMadeThem() throws Exception {
        System.setProperty(AUDIT_LEAK, "access-control-context");

        Watched loader = loadCallAndUnload("audit", ReclamationIT::audit, "audit.jar");

        boolean remembers = Runtime.version().feature() < 24;
        assertThat(loader.isFreedWithin(remembers ? SOME_COLLECTIONS : LONG_ENOUGH))
                .isEqualTo(!remembers);
    }

    private static void audit(PluginManager manager) {
        Archives.only(manager, AuditTrail.class).audited(RECEIPT);
        CheckoutEvents.shared().publish(RECEIPT);
    }

    private void assertFreed(String id, Calls calls, String... archives) throws Exception {
        Watched loader = loadCallAndUnload(id, calls, archives);

        assertThat(loader.isFreedWithin(LONG_ENOUGH)).isTrue();
    }

    /** In a method of its own, so that none of its variables is still on the stack when it matters. */
    private Watched loadCallAndUnload(String id, Calls calls, String... archives) throws Exception {
        PluginManager manager = Archives.start(folder, archives);
        Watched loader = new Watched(manager.getPluginClassLoader(id));
        try {
            calls.to(manager);
        } finally {
            manager.unloadPlugin(id);
        }
        return loader;
    }
}
