package io.rundown.demo.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rundown.demo.session.UserMistake;
import io.rundown.demo.testing.TestPlugins;
import io.rundown.host.PluginHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckoutTest {

    @TempDir
    Path folder;

    private final Tally tally = new Tally();
    private PluginHost host;

    @BeforeEach
    void makeHost() {
        host = PluginHost.builder().workDirectory(folder.resolve("work")).build();
    }

    @AfterEach
    void closeHost() {
        host.close();
        TestPlugins.reset();
    }

    private Checkout checkout() throws IOException {
        TestPlugins.loadAll(host, folder);
        return new Checkout(host, tally, new PriceBook());
    }

    @Test
    void anErrorOfAPluginIsCountedAsAFailure_andEndsNothing() throws Exception {
        Checkout checkout = checkout();
        TestPlugins.tax = order -> {
            throw new AssertionError("no tax table");
        };
        checkout.checkOut(1);
        TestPlugins.reset();
        checkout.checkOut(2);

        assertThat(tally.counts().failed()).isEqualTo(1);
        assertThat(tally.counts().examples()).containsExactly("java.lang.AssertionError: no tax table");
        assertThat(tally.counts().checkouts()).isEqualTo(1);
    }

    @Test
    void anErrorOfTheFraudCheckIsCountedAsOneOfItsOwn() throws Exception {
        Checkout checkout = checkout();
        TestPlugins.fraud = () -> {
            throw new StackOverflowError();
        };
        checkout.checkOut(Checkout.ORDERS_PER_FRAUD_CHECK);

        assertThat(tally.counts().fraudFailures()).isEqualTo(1);
        assertThat(tally.counts().failed()).isEqualTo(1);
    }

    @Test
    void aPluginOfThatNameThatIsAnotherIsAMistake() throws Exception {
        for (String id : TestPlugins.IDS) {
            if (!id.equals("tax")) {
                host.load(TestPlugins.write(folder, id, "1.0.0"));
            }
        }
        host.load(TestPlugins.writeAs("tax", Files.createDirectory(folder.resolve("other")), "audit"));

        assertThatThrownBy(() -> new Checkout(host, tally, new PriceBook()))
                .isInstanceOf(UserMistake.class)
                .hasMessageStartingWith("Plugin 'tax' has no extension for ");
    }
}
