package io.rundown.sample.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rundown.sample.audit.Leaks.Leak;
import io.rundown.sample.checkout.CheckoutEvents;
import io.rundown.sample.checkout.CheckoutTasks;
import io.rundown.sample.checkout.Order;
import io.rundown.sample.checkout.Receipt;
import io.rundown.sample.checkout.ReceiptFormats;
import java.beans.BeanInfo;
import java.beans.IntrospectionException;
import java.beans.Introspector;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That each of these keeps a class loader, and which ones go when memory is short, is for archive-tests. */
class LoansTest {

    private static final Receipt RECEIPT = new Receipt(new Order("o-1", "DE", 1_000, 2), 200, 580, 1_780, "tax 1.0.0");

    /** What can be seen from outside while it is lent. */
    private static final Set<Leak> SEEN = EnumSet.of(
            Leak.TIMER, Leak.EXECUTOR, Leak.MBEAN, Leak.RESOURCE_BUNDLE, Leak.INTROSPECTOR, Leak.LOGGING, Leak.STATIC);

    private final Watch watch = new Watch(new CheckoutEvents());
    private final List<String> closed = new ArrayList<>();

    /** What the JVM's caches led to while it was lent. Out of the cache, the next one to look makes another. */
    private @Nullable ResourceBundle bundle;

    private @Nullable BeanInfo info;

    @BeforeEach
    void nothingIsLent() {
        assertLent();
    }

    @AfterEach
    void leakNothing() {
        Leaks.choose("");
        watch.close();
        assertLent();
    }

    @Test
    void take_takesOneOfEachKind_andCloseGivesAllBack() {
        Loans loans = take();
        assertThat(lent()).isEqualTo(SEEN);

        loans.close();
        assertLent();

        loans.close();
        assertLent();
    }

    @ParameterizedTest
    @EnumSource
    void close_asksForEachLoanWhetherItIsALeakOnPurpose(Leak leak) {
        Loans loans = Loans.take(List.of(() -> loan("it", leak, false)));

        Leaks.choose(leak.word());
        loans.close();
        assertThat(closed).isEmpty();

        Leaks.choose("");
        loans.close();
        assertThat(closed).containsExactly("it");
    }

    @ParameterizedTest
    @EnumSource(names = {"TIMER", "EXECUTOR", "MBEAN", "RESOURCE_BUNDLE", "INTROSPECTOR", "LOGGING", "STATIC"})
    void close_leavesOneOnPurposeOnly(Leak leak) {
        Leaks.choose(leak.word());
        Loans loans = take();

        loans.close();
        assertLent(leak);

        Leaks.choose("");
        loans.close();
        assertLent();
    }

    @Test
    void close_leavesTheShutdownHookOnPurposeOnly() {
        LastWord hook = new LastWord(watch, new AuditTexts());
        Loans loans = Loans.take(List.of(hook::waiting));

        Leaks.choose("shutdown-hook");
        loans.close();
        assertThatThrownBy(hook::waiting).hasMessage("Hook previously registered");

        Leaks.choose("");
        loans.close();
        assertThat(Runtime.getRuntime().removeShutdownHook(hook)).isFalse();
    }

    @Test
    void comparisons_areMadeByTheApplicationsThreadOnPurposeOnly() {
        try (CheckoutTasks tasks = new CheckoutTasks();
                Comparisons comparisons = new Comparisons(watch, new TotalsProperties(), tasks)) {
            comparisons.request();
            assertThat(threads(CheckoutTasks.THREAD)).isZero();
            assertThat(threads(Comparisons.THREAD)).isEqualTo(1);
        }
        Leaks.choose("access-control-context");
        try (CheckoutTasks tasks = new CheckoutTasks();
                Comparisons comparisons = new Comparisons(watch, new TotalsProperties(), tasks)) {
            comparisons.request();
            assertThat(threads(CheckoutTasks.THREAD)).isEqualTo(1);
            assertThat(threads(Comparisons.THREAD)).isZero();
        }
        await().until(() -> threads(CheckoutTasks.THREAD) == 0);
    }

    @Test
    void take_afterOneThatCannotBeHad_givesTheOthersBack() {
        Leaks.choose("timer");

        assertThatThrownBy(() -> Loans.take(
                        List.of(() -> loan("first", Leak.TIMER, false), () -> loan("second", Leak.TIMER, true), () -> {
                            throw new IllegalStateException("none left");
                        })))
                .hasMessage("none left")
                .hasSuppressedException(new IllegalStateException("second"));

        assertThat(closed).containsExactly("second", "first");
    }

    @Test
    void close_afterOneThatFails_givesTheOthersBack_andTellsAll() {
        Loans loans = Loans.take(List.of(
                () -> loan("first", Leak.TIMER, false),
                () -> loan("second", Leak.TIMER, true),
                () -> loan("third", Leak.TIMER, true)));

        assertThatThrownBy(loans::close)
                .hasMessage("third")
                .hasSuppressedException(new IllegalStateException("second"));

        assertThat(closed).containsExactly("third", "second", "first");
    }

    @Test
    void statistics_areReadFromOutside() throws Exception {
        Loans loans = take();
        try {
            watch.add("line");
            tellTheWarningCounter(new LogRecord(Level.INFO, "no warning"));
            tellTheWarningCounter(new LogRecord(Level.WARNING, "a warning"));

            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            ObjectName name = server.queryNames(new ObjectName(StatisticsEntry.PATTERN), null)
                    .iterator()
                    .next();
            server.invoke(name, "compare", null, null);
            assertThat(server.getAttribute(name, "Audits")).isEqualTo(1L);
            assertThat(server.getAttribute(name, "Checkouts")).isEqualTo(0L);
            assertThat(server.getAttribute(name, "Warnings")).isEqualTo(1L);
        } finally {
            loans.close();
        }
    }

    @Test
    void totals_areWrittenPropertyByProperty() {
        try (TotalsProperties properties = new TotalsProperties()) {
            assertThat(properties.write(new Totals(3, 4))).isEqualTo("audits=3, checkouts=4");
        }
    }

    @Test
    void format_writesALine() {
        try (LineFormat format = new LineFormat()) {
            assertThat(ReceiptFormats.find(LineFormat.NAME)).containsSame(format);
            assertThat(format.format(RECEIPT)).isEqualTo("o-1;DE;2;1000;200;580;1780;tax 1.0.0");
        }
    }

    /** And nobody else: what the root logger is told, it prints. */
    private static void tellTheWarningCounter(LogRecord entry) {
        Stream.of(Logger.getLogger("").getHandlers())
                .filter(WarningCounter.class::isInstance)
                .forEach(counter -> counter.publish(entry));
    }

    private Loans take() {
        Loans loans = Loans.take(watch);
        bundle = bundle();
        info = info();
        return loans;
    }

    private static ResourceBundle bundle() {
        return new TextsEntry().texts();
    }

    private static BeanInfo info() {
        try {
            return Introspector.getBeanInfo(Totals.class);
        } catch (IntrospectionException e) {
            throw new AssertionError(e);
        }
    }

    private Loan loan(String name, Leak leak, boolean fails) {
        return new Loan() {
            @Override
            public Leak leak() {
                return leak;
            }

            @Override
            public void close() {
                closed.add(name);
                if (fails) {
                    throw new IllegalStateException(name);
                }
            }
        };
    }

    /** A timer that was cancelled needs a moment to end its thread. */
    private void assertLent(Leak... expected) {
        await().untilAsserted(() -> assertThat(lent()).containsExactly(expected));
    }

    private Set<Leak> lent() {
        Set<Leak> lent = EnumSet.noneOf(Leak.class);
        for (Leak each : SEEN) {
            if (isLent(each)) {
                lent.add(each);
            }
        }
        return lent;
    }

    private boolean isLent(Leak leak) {
        return switch (leak) {
            case TIMER -> threads(RateTimer.THREAD) > 0;
            case EXECUTOR -> threads(Comparisons.THREAD) > 0;
            case MBEAN -> isRegistered();
            case RESOURCE_BUNDLE -> bundle == bundle();
            case INTROSPECTOR -> info == info();
            case LOGGING -> Stream.of(Logger.getLogger("").getHandlers()).anyMatch(WarningCounter.class::isInstance);
            case STATIC -> ReceiptFormats.find(LineFormat.NAME).isPresent();
            default -> throw new IllegalArgumentException(leak + " cannot be seen");
        };
    }

    private static boolean isRegistered() {
        try {
            return !ManagementFactory.getPlatformMBeanServer()
                    .queryNames(new ObjectName(StatisticsEntry.PATTERN), null)
                    .isEmpty();
        } catch (JMException e) {
            throw new AssertionError(e);
        }
    }

    private static long threads(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(name))
                .count();
    }
}
