package io.rundown.host;

import static io.rundown.host.model.GenerationPhase.CLOSED;
import static io.rundown.host.model.GenerationPhase.FAILED;
import static io.rundown.host.model.GenerationPhase.LEAKED;
import static io.rundown.host.model.GenerationPhase.RECLAIMED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rundown.host.model.CleanUpPolicy;
import io.rundown.host.model.CleanUpPolicy.Act;
import io.rundown.host.model.Durations;
import io.rundown.host.model.GenerationPhase;
import io.rundown.host.model.GenerationUnload;
import io.rundown.host.model.PhaseChange;
import io.rundown.host.model.PluginLoadException;
import io.rundown.host.model.Reclamation;
import io.rundown.host.model.Reclamation.Verdict;
import io.rundown.host.model.ReloadReport;
import io.rundown.host.model.UnloadPolicy;
import io.rundown.host.model.UnloadReport;
import io.rundown.host.testing.HeldCall;
import io.rundown.host.testing.PluginJars;
import io.rundown.host.testing.Registry;
import io.rundown.host.testing.Runner;
import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whether an unloaded plugin is really gone, and what is said of one that is not. */
class ReclamationTest extends HostFixture {

    private static final Duration LONG = HeldCall.LONG;

    private final List<PhaseChange> heard = new CopyOnWriteArrayList<>();

    @AfterEach
    void letGo() {
        Registry.clear();
    }

    /** Hands an object of its own class to the application when it starts, which keeps it. */
    private Reclamation unloadLeaking(String id) {
        host.load(leaking(id).jar(id + ".jar"));
        return host.unload(id).reclamation();
    }

    private PluginJars leaking(String id) {
        return PluginJars.plugin(folder, id, "1.0.0")
                .pluginClass("com.acme." + id + ".ThePlugin", "@Override public void start() { Registry.add(this); }");
    }

    private List<GenerationPhase> phasesOf(String id) {
        return heard.stream()
                .filter(each -> each.pluginId().equals(id))
                .map(PhaseChange::to)
                .toList();
    }

    // ------------------------------------------------------------------------ gone

    @Test
    void anUnloadedPlugin_isReclaimed_andItsReportSaysHowLongThatTook() throws Exception {
        host.addListener(heard::add);
        load("tax", "1.0.0");

        UnloadReport report = host.unload("tax");
        Reclamation tax = report.reclamation();

        assertThat(tax.verifyNow(LONG)).isEqualTo(Verdict.RECLAIMED);
        assertThat(tax.took()).hasValueSatisfying(took -> assertThat(took).isPositive());
        assertThat(tax.loader().get()).isNull();
        assertThat(tax)
                .hasToString("Plugin 'tax' 1.0.0 (generation 1): RECLAIMED, after "
                        + Durations.inWords(tax.took().orElseThrow()));
        assertThat(host.unreclaimed()).isEmpty();
        await().atMost(LONG).until(() -> phasesOf("tax").contains(RECLAIMED));
        assertThat(phasesOf("tax")).endsWith(CLOSED, RECLAIMED);
    }

    @Test
    void ofAPluginThatStays_thereIsNothingToReclaim() throws Exception {
        HeldCall call = HeldCall.in(load("tax", "1.0.0"));
        UnloadReport report = host.unload("tax", AT_ONCE);
        call.release();

        assertThat(report.plugin().reclamation()).isNull();
        assertThatThrownBy(report::reclamation)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("RESUMED");
    }

    @Test
    void theGenerationThatAReloadReplaced_isReclaimed_andSoAreItsDependents() throws Exception {
        load("base", "1.0.0");
        load("top", "1.0.0", "base");

        for (GenerationUnload each : host.reload("base", jar("base", "2.0.0")).retired()) {
            assertThat(reclamation(each).verifyNow(LONG)).isEqualTo(Verdict.RECLAIMED);
        }
        assertThat(runner("top").version()).isEqualTo("1.0.0");
    }

    private static Reclamation reclamation(GenerationUnload of) {
        return Objects.requireNonNull(of.reclamation());
    }

    @Test
    void whatIsClosed_isReclaimed_whileTheSameReloadStillWaitsForOthers() throws Exception {
        Runner base = load("base", "1.0.0");
        load("top", "1.0.0", "base");
        host.addListener(heard::add);
        HeldCall call = HeldCall.in(base);
        CompletableFuture<ReloadReport> reload = host.reloadAsync("base", jar("base", "2.0.0"), UnloadPolicy.DEFAULT);
        await().atMost(LONG).until(() -> host.unreclaimed().size() == 1);

        Reclamation top = host.unreclaimed().get(0);
        assertThat(top.pluginId()).isEqualTo("top");
        assertThat(top.verifyNow(LONG)).isEqualTo(Verdict.RECLAIMED);

        assertThat(reload).isNotDone();
        call.release();
        assertThat(reload.get(LONG.toSeconds(), TimeUnit.SECONDS).switched()).isTrue();
    }

    @Test
    void aGenerationThatDrainsAfterItsReload_isReclaimed() throws Exception {
        host.addListener(heard::add);
        HeldCall call = HeldCall.in(load("tax", "1.0.0"));
        host.reload("tax", jar("tax", "2.0.0"), KEEP_DRAINING);
        call.release();
        assertThat(call.result()).isEqualTo("done");

        awaitCollected("tax");
        assertThat(runner("tax").version()).isEqualTo("2.0.0");
    }

    @Test
    void aPluginThatDidNotStart_isReclaimed() {
        host.addListener(heard::add);
        assertThatThrownBy(() -> host.load(PluginJars.plugin(folder, "bad", "1.0.0")
                        .pluginClass("com.acme.Bad", "@Override public void start() { throw new Error(); }")
                        .jar("bad.jar")))
                .isInstanceOf(PluginLoadException.class);

        awaitCollected("bad");
        assertThat(phasesOf("bad")).endsWith(FAILED, RECLAIMED);
    }

    @Test
    void aPluginThatIsNotAdmitted_isReclaimed() {
        openHost(builder -> builder.listener(heard::add).admissionCheck(newcomer -> {
            throw new IllegalStateException("not today");
        }));
        assertThatThrownBy(() -> load("tax", "1.0.0")).isInstanceOf(PluginLoadException.class);

        awaitCollected("tax");
    }

    @Test
    void aPluginOfWhichTheClassesAreBad_isReclaimed() {
        host.addListener(heard::add);
        assertThatThrownBy(() -> host.load(PluginJars.plugin(folder, "bad", "1.0.0")
                        .descriptor("Plugin-Class", "com.acme.Missing")
                        .jar("bad.jar")))
                .isInstanceOf(PluginLoadException.class);

        awaitCollected("bad");
        assertThat(phasesOf("bad")).containsExactly(CLOSED, RECLAIMED);
    }

    private void awaitCollected(String id) {
        await().atMost(LONG).until(() -> {
            System.gc();
            return phasesOf(id).contains(RECLAIMED);
        });
    }

    @Test
    void afterItsEnd_theHostGoesOnTelling() throws Exception {
        host.addListener(heard::add);
        load("tax", "1.0.0");
        host.close();

        assertThat(host.unreclaimed())
                .singleElement()
                .satisfies(tax -> assertThat(tax.verifyNow(LONG)).isEqualTo(Verdict.RECLAIMED));
        await().atMost(LONG).until(() -> phasesOf("tax").contains(RECLAIMED));
        await().atMost(LONG).until(() -> {
            System.gc(); // for what other tests have let go of
            return threadsOfTheHost().isEmpty();
        });
    }

    private static List<String> threadsOfTheHost() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.equals("rundown-reclamation"))
                .toList();
    }

    // ------------------------------------------------------------------------ not gone

    @Test
    void unlessAskedFor_noCollectionThatKeepsSoftReferences_makesALeak() {
        Reclamation tax = unloadLeaking("tax");
        await().atMost(LONG).until(() -> {
            System.gc();
            return tax.survived() >= 5;
        });

        assertThat(tax.verdict()).isEqualTo(Verdict.PENDING);
        assertThat(host.unreclaimed()).containsExactly(tax);
        assertThat(tax.toString())
                .contains("Plugin 'tax' 1.0.0 (generation 1): PENDING, closed ", " ago, has survived ");
    }

    @Test
    void aLeak_isFound_andIsReclaimedWhenItIsLetGoOf() throws Exception {
        openHostThatTellsLeaksAtOnce();
        host.addListener(heard::add);
        Reclamation tax = unloadLeaking("tax");

        assertThat(tax.verifyNow(LONG)).isEqualTo(Verdict.LEAKED);
        assertThat(tax.survived()).isGreaterThanOrEqualTo(3);
        assertThat(tax.took()).isEmpty();
        assertThat(host.unreclaimed()).containsExactly(tax);
        Registry.clear();

        assertThat(tax.verifyNow(LONG)).isEqualTo(Verdict.RECLAIMED);
        await().atMost(LONG).until(() -> phasesOf("tax").contains(RECLAIMED));
        assertThat(phasesOf("tax")).endsWith(CLOSED, LEAKED, RECLAIMED);
        assertThat(tax.whenDecided().toCompletableFuture()).isCompletedWithValue(Verdict.LEAKED);
    }

    @Test
    void aThreadOfThePlugins_isALeak_untilItEnds() throws Exception {
        openHost(
                builder -> builder.cleanUp(CleanUpPolicy.everything(Act.IGNORE)).leakNotBefore(Duration.ZERO));
        host.load(PluginJars.plugin(folder, "tax", "1.0.0")
                .pluginClass("com.acme.tax.ThePlugin", """
                        @Override public void start() {
                            CountDownLatch leave = new CountDownLatch(1);
                            Registry.add((Runnable) leave::countDown);
                            Thread thread = new Thread(() -> {
                                try {
                                    leave.await();
                                } catch (InterruptedException e) {
                                    Thread.currentThread().interrupt();
                                }
                            });
                            thread.setDaemon(true);
                            thread.start();
                        }
                        """)
                .jar("tax.jar"));
        Reclamation tax = host.unload("tax").reclamation();

        assertThat(tax.verifyNow(LONG)).isEqualTo(Verdict.LEAKED);
        ((Runnable) Registry.last()).run();
        Registry.clear();

        assertThat(tax.verifyNow(LONG)).isEqualTo(Verdict.RECLAIMED);
    }

    @Test
    void finalizersThatHaveToRunBefore_makeNoLeak() throws Exception {
        host.addListener(heard::add);
        host.load(PluginJars.plugin(folder, "tax", "1.0.0")
                .source("com.acme.tax.Slow", """
                        public class Slow {
                            private final Object next;
                            public Slow(Object next) { this.next = next; }
                            @SuppressWarnings("removal")
                            @Override protected void finalize() { PluginEvents.add("finalized"); }
                        }
                        """)
                .pluginClass("com.acme.tax.ThePlugin", """
                        private final Object chain = new Slow(new Slow(null));
                        """)
                .jar("tax.jar"));

        assertThat(host.unload("tax").reclamation().verifyNow(LONG)).isEqualTo(Verdict.RECLAIMED);
        await().atMost(LONG).until(() -> phasesOf("tax").contains(RECLAIMED));
        assertThat(phasesOf("tax")).doesNotContain(LEAKED);
    }

    @Test
    void whatIsHeldSoftly_countsAsHeldForWhoeverAsks_andTheAnswerSaysThatItMayBe() throws Exception {
        openHostThatTellsLeaksAtOnce();
        host.load(leaking("tax").jar("tax.jar"));
        SoftReference<Object> cache = new SoftReference<>(Registry.last());
        Registry.clear();
        Reclamation tax = host.unload("tax").reclamation();

        assertThat(tax.verifyNow(LONG)).isEqualTo(Verdict.LEAKED);
        assertThat(tax.outlivedSoftReferences()).isFalse();
        cache.clear();
        assertThat(tax.verifyNow(LONG)).isEqualTo(Verdict.RECLAIMED);
    }

    @Test
    void allThatIsNotGone_isListed_theOldestFirst() throws Exception {
        openHostThatTellsLeaksAtOnce();
        Reclamation first = unloadLeaking("first");
        Reclamation second = unloadLeaking("second");

        assertThat(second.verifyNow(LONG)).isEqualTo(Verdict.LEAKED);
        assertThat(host.unreclaimed()).containsExactly(first, second);
    }

    // ------------------------------------------------------------------------ waiting

    @Test
    void whoWaitsForAVerdict_isToldWhenThereIsOne_orThatThereIsNone() throws Exception {
        openHostThatTellsLeaksAtOnce();
        Reclamation tax = unloadLeaking("tax");
        assertThat(tax.await(Duration.ofMillis(1))).isEqualTo(Verdict.PENDING);
        FutureTask<Verdict> waiting = new FutureTask<>(() -> tax.await(LONG));
        Thread waiter = new Thread(waiting);
        waiter.start();
        await().atMost(LONG).until(() -> waiter.getState() == Thread.State.TIMED_WAITING);

        assertThat(tax.verifyNow(LONG)).isEqualTo(Verdict.LEAKED);

        assertThat(waiting.get(LONG.toSeconds(), TimeUnit.SECONDS)).isEqualTo(Verdict.LEAKED);
        assertThat(tax.whenDecided().toCompletableFuture().get(LONG.toSeconds(), TimeUnit.SECONDS))
                .isEqualTo(Verdict.LEAKED);
    }

    @Test
    void anInterrupt_endsTheAsking() throws Exception {
        openHostThatTellsLeaksAtOnce();
        Reclamation tax = unloadLeaking("tax");

        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> tax.verifyNow(LONG)).isInstanceOf(InterruptedException.class);
        assertThat(tax.verifyNow(LONG)).isEqualTo(Verdict.LEAKED);
    }

    @Test
    void aListenerThatFails_keepsNothingElseFromBeingTold() throws Exception {
        host.addListener(change -> {
            if (change.to() == RECLAIMED) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("listener broken");
            }
        });
        load("tax", "1.0.0");
        load("rates", "1.0.0");

        assertThat(host.unload("tax").reclamation().verifyNow(LONG)).isEqualTo(Verdict.RECLAIMED);
        Reclamation rates = host.unload("rates").reclamation();
        assertThat(rates.verifyNow(LONG)).isEqualTo(Verdict.RECLAIMED);
        assertThat(rates.await(LONG)).isEqualTo(Verdict.RECLAIMED);
    }

    // ------------------------------------------------------------------------ threads inherit nothing

    /** Before Java 24 a thread keeps the class loaders of all that was on the stack when it was made. */
    @Test
    void whatIsUnloadedInsideAPluginsCall_doesNotPinThatPlugin() throws Exception {
        Runner tax = load("tax", "1.0.0");
        host.load(leaking("other").jar("other.jar"));
        tax.run(() -> host.unload("other"));
        Reclamation other = host.unreclaimed().get(0);
        assertThat(threadsOfTheHost()).isNotEmpty();

        assertThat(host.unload("tax").reclamation().verifyNow(LONG)).isEqualTo(Verdict.RECLAIMED);
        assertThat(other.verifyNow(LONG)).isEqualTo(Verdict.LEAKED);
    }

    @Test
    void aThreadThatAPluginStarts_doesNotPinThePluginInsideWhoseCallItWasLoaded() throws Exception {
        Runner tax = load("tax", "1.0.0");
        CountDownLatch leave = new CountDownLatch(1);
        Registry.add(leave);
        Path other = PluginJars.plugin(folder, "other", "1.0.0")
                .pluginClass("com.acme.other.ThePlugin", """
                        @Override public void start() {
                            CountDownLatch leave = (CountDownLatch) Registry.last();
                            Thread thread = new Thread(() -> {
                                try {
                                    leave.await();
                                } catch (InterruptedException e) {
                                    Thread.currentThread().interrupt();
                                }
                            });
                            thread.setDaemon(true);
                            thread.start();
                        }
                        """)
                .jar("other.jar");
        tax.run(() -> host.load(other));

        assertThat(host.unload("tax").reclamation().verifyNow(LONG)).isEqualTo(Verdict.RECLAIMED);
        leave.countDown();
    }

    @Test
    void twoHosts_watchTheirOwn() throws Exception {
        Reclamation tax = unloadLeaking("tax");
        try (PluginHost second = PluginHost.builder().build()) {
            second.load(jar("tax", "1.0.0"));
            assertThat(second.unload("tax", UnloadPolicy.DEFAULT).reclamation().verifyNow(LONG))
                    .isEqualTo(Verdict.RECLAIMED);
            assertThat(second.unreclaimed()).isEmpty();
        }
        assertThat(host.unreclaimed()).containsExactly(tax);
        WeakReference<ClassLoader> loader = tax.loader();
        assertThat(loader.get()).isNotNull();
    }
}
