package io.rundown.sample.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rundown.sample.audit.Leaks.Leak;
import io.rundown.sample.checkout.CheckoutEvents;
import io.rundown.sample.checkout.Order;
import io.rundown.sample.checkout.Receipt;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** That the thread-local is left, and what each leak keeps alive, is for archive-tests: it takes a class loader. */
class AuditPluginTest {

    private static final Receipt RECEIPT = new Receipt(new Order("o-1", "DE", 1_000, 2), 200, 580, 1_780, "tax 1.0.0");

    private final CheckoutEvents events = new CheckoutEvents();

    @AfterEach
    void leakNothing() {
        System.clearProperty(Leaks.PROPERTY);
        Leaks.choose("");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  "})
    void choose_nothing_isTheDefault(String words) {
        Leaks.choose(words);

        assertThat(Leak.values()).noneMatch(Leaks::onPurpose);
    }

    @Test
    void choose_takesSeveralWords() {
        Leaks.choose("thread-local, listener");

        assertThat(Arrays.stream(Leak.values()).filter(Leaks::onPurpose))
                .containsExactly(Leak.THREAD_LOCAL, Leak.LISTENER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"threads", "thread,,listener", "THREAD", "thread_local"})
    void start_withAnUnknownWord_fails(String words) {
        System.setProperty(Leaks.PROPERTY, words);

        assertThatThrownBy(() -> new AuditPlugin().start())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(Leaks.PROPERTY + "=" + words + ": no leak is called '")
                .hasMessageContaining("', only thread, thread-local, listener, timer, ")
                .hasMessageEndingWith(", context-class-loader, access-control-context");
        assertThat(Leak.values()).noneMatch(Leaks::onPurpose);
        assertThat(sealThreads()).isZero();
    }

    @Test
    void plugin_countsAuditsAndHearsCheckouts() {
        int listeners = CheckoutEvents.shared().listeners();
        AuditPlugin plugin = new AuditPlugin();
        ChecksumTrail trail = new ChecksumTrail();
        plugin.start();

        trail.audited(RECEIPT);
        trail.audited(RECEIPT);
        CheckoutEvents.shared().publish(RECEIPT);

        assertThat(trail.audits()).isEqualTo(2);
        assertThat(AuditPlugin.watch().checkouts()).isEqualTo(1);

        plugin.stop();
        plugin.stop();
        assertThat(CheckoutEvents.shared().listeners()).isEqualTo(listeners);
        assertThat(sealThreads()).isZero();
        assertThatThrownBy(() -> trail.audited(RECEIPT)).hasMessage("Plugin 'audit' is not started");
    }

    @Test
    void audited_leavesTheContextClassLoaderOnPurposeOnly() throws IOException {
        Thread caller = Thread.currentThread();
        ClassLoader before = caller.getContextClassLoader();
        try (URLClassLoader callers = new URLClassLoader(new URL[0])) {
            caller.setContextClassLoader(callers);
            audit();
            assertThat(caller.getContextClassLoader()).isSameAs(callers);

            System.setProperty(Leaks.PROPERTY, "context-class-loader");
            audit();
            assertThat(caller.getContextClassLoader()).isSameAs(ChecksumTrail.class.getClassLoader());
        } finally {
            caller.setContextClassLoader(before);
        }
    }

    private static void audit() {
        AuditPlugin plugin = new AuditPlugin();
        plugin.start();
        new ChecksumTrail().audited(RECEIPT);
        plugin.stop();
    }

    @Test
    void checkedOut_failsOnPurposeOnly() {
        try (Watch watch = new Watch(events)) {
            events.publish(RECEIPT);
            assertThat(events.lastFailure()).isEmpty();

            Leaks.choose("exception");
            events.publish(RECEIPT);
            assertThat(events.lastFailure()).containsInstanceOf(UnauditedException.class);
            assertThat(watch.checkouts()).isEqualTo(2);
        }
    }

    @Test
    void close_leavesTheListenerOnPurposeOnly() {
        Leaks.choose("listener");
        Watch watch = new Watch(events);

        watch.close();
        assertThat(events.listeners()).isEqualTo(1);
        assertThat(sealThreads()).isZero();

        Leaks.choose("");
        watch.close();
        assertThat(events.listeners()).isZero();
    }

    @Test
    void close_leavesTheThreadOnPurposeOnly() {
        Leaks.choose("thread");
        Watch watch = new Watch(events);

        watch.close();
        assertThat(events.listeners()).isZero();
        assertThat(sealThreads()).isEqualTo(1);

        Leaks.choose("");
        watch.close();
        assertThat(sealThreads()).isZero();
    }

    private static long sealThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("audit-seal"))
                .count();
    }
}
