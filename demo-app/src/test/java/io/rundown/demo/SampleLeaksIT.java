package io.rundown.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.rundown.host.PluginHost;
import io.rundown.host.model.CleanUpPolicy;
import io.rundown.host.model.CleanUpPolicy.Act;
import io.rundown.host.model.Reclamation;
import io.rundown.host.model.Reclamation.Verdict;
import io.rundown.leak.LeakAnalysis;
import io.rundown.leak.LeakKind;
import io.rundown.leak.LeakPath;
import io.rundown.sample.checkout.AuditTrail;
import io.rundown.sample.checkout.CheckoutEvents;
import io.rundown.sample.checkout.Ledger;
import io.rundown.sample.checkout.Order;
import io.rundown.sample.checkout.Receipt;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each thing that the samples can leave behind, in the host: what it keeps, how that is told, and what takes it away. */
class SampleLeaksIT {

    private static final Receipt RECEIPT = new Receipt(new Order("o-1", "DE", 1_000, 2), 200, 580, 1_780, "tax 1.0.0");

    /** Collections that a class loader must survive to count as held; a verdict would wait two seconds for each. */
    private static final int ENOUGH = 3;

    /** The words that the samples know. */
    enum Word {
        THREAD(LeakKind.RUNNING_THREAD, false),
        THREAD_LOCAL(LeakKind.THREAD_LOCAL, false),
        LISTENER(LeakKind.COLLECTION, false),
        TIMER(LeakKind.TIMER, true),
        EXECUTOR(LeakKind.EXECUTOR, true),
        MBEAN(LeakKind.MBEAN, true),
        SHUTDOWN_HOOK(LeakKind.SHUTDOWN_HOOK, true),
        RESOURCE_BUNDLE(LeakKind.RESOURCE_BUNDLE, true),
        INTROSPECTOR(LeakKind.INTROSPECTOR, true),
        LOGGING(LeakKind.LOGGING, true),
        STATIC(LeakKind.COLLECTION, false),
        EXCEPTION(LeakKind.KEPT_EXCEPTION, false),
        CONTEXT_CLASS_LOADER(LeakKind.CONTEXT_CLASS_LOADER, true),
        /** Held by the first plugin that uses the application's thread, and by no other. */
        ACCESS_CONTROL_CONTEXT(LeakKind.INHERITED_ACCESS_CONTEXT, false),
        JDBC_DRIVER(LeakKind.JDBC_DRIVER, true);

        private final LeakKind kind;
        private final boolean cleaned;

        /**
         * A word.
         *
         * @param kind how a heap dump tells it
         * @param cleaned whether public API takes it away
         */
        Word(LeakKind kind, boolean cleaned) {
            this.kind = kind;
            this.cleaned = cleaned;
        }

        private String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        private String plugin() {
            return this == JDBC_DRIVER ? "ledger" : "audit";
        }

        private String file() {
            return this == JDBC_DRIVER ? "ledger-1.0.0.zip" : "audit-1.0.0.jar";
        }

        private String property() {
            return "rundown.sample." + plugin() + ".leak";
        }

        private void call(PluginHost host) {
            if (this == JDBC_DRIVER) {
                host.extension(Ledger.class, plugin()).record(RECEIPT);
            } else {
                host.extension(AuditTrail.class, plugin()).audited(RECEIPT);
                CheckoutEvents.shared().publish(RECEIPT);
            }
        }
    }

    @TempDir
    private Path folder;

    /** The application's thread, which calls. Made before the plugin, and alive while that is looked for. */
    private final ExecutorService caller = Executors.newSingleThreadExecutor();

    @BeforeEach
    void makeThread() throws Exception {
        caller.submit(() -> {}).get();
    }

    @AfterEach
    void forget() throws Exception {
        CheckoutEvents.shared().forgetFailure();
        caller.shutdown();
        assertThat(caller.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ACCESS_CONTROL_CONTEXT")
    void ignored_itIsStillThere_andTheHeapSaysWhy(Word word) throws Exception {
        assertHeld(unloadLeaving(word, Act.IGNORE), word);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ACCESS_CONTROL_CONTEXT")
    void cleaned_itIsGone_ifPublicApiTakesItAway(Word word) throws Exception {
        Reclamation left = unloadLeaving(word, Act.CLEAN);

        if (word.cleaned) {
            assertGone(left);
        } else {
            assertHeld(left, word);
        }
    }

    @Test
    void cleaned_aThreadOfTheApplicationsRemembersWhoMadeIt_upToJava23() throws Exception {
        Reclamation left = unloadLeaving(Word.ACCESS_CONTROL_CONTEXT, Act.CLEAN);

        if (Runtime.version().feature() < 24) {
            assertHeld(left, Word.ACCESS_CONTROL_CONTEXT);
        } else {
            assertGone(left);
        }
    }

    private Reclamation unloadLeaving(Word word, Act act) throws Exception {
        System.setProperty(word.property(), word.word());
        try (PluginHost host = PluginHost.builder()
                .workDirectory(folder)
                .cleanUp(CleanUpPolicy.everything(act))
                .build()) {
            host.load(Program.plugins().resolve(word.file()));
            caller.submit(() -> word.call(host)).get();
            return host.unload(word.plugin()).reclamation();
        } finally {
            System.clearProperty(word.property());
        }
    }

    private static void assertGone(Reclamation left) throws Exception {
        assertThat(left.verifyNow(Duration.ofSeconds(30))).isEqualTo(Verdict.RECLAIMED);
    }

    private static void assertHeld(Reclamation left, Word word) throws Exception {
        while (left.survived() < ENOUGH && left.verdict() == Verdict.PENDING) {
            left.verifyNow(Duration.ofMillis(50));
        }
        assertThat(left.verdict()).isNotEqualTo(Verdict.RECLAIMED);
        assertThat(LeakAnalysis.ofThisJvm(left.loader()).loaders())
                .singleElement()
                .satisfies(leak -> assertThat(leak.paths())
                        .as(leak.toString())
                        .extracting(LeakPath::kind)
                        .contains(word.kind));
    }
}
