package io.rundown.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.rundown.host.model.GenerationPhase;
import io.rundown.host.model.GenerationUnload;
import io.rundown.host.model.GenerationUnload.Outcome;
import io.rundown.host.model.PluginUnavailableException;
import io.rundown.host.model.StopResult;
import io.rundown.host.model.UnknownPluginException;
import io.rundown.host.model.UnloadPolicy;
import io.rundown.host.model.UnloadReport;
import io.rundown.host.testing.HeldCall;
import io.rundown.host.testing.LoaderReclamation;
import io.rundown.host.testing.PluginEvents;
import io.rundown.host.testing.PluginJars;
import io.rundown.host.testing.Runner;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class UnloadingTest extends HostFixture {

    @Test
    void unload_stopsThePluginAndRemovesEveryTrace() throws Exception {
        load("tax", "1.0.0");

        UnloadReport report = host.unload("tax");

        assertThat(report.unloaded()).isTrue();
        assertThat(report.plugin().outcome()).isEqualTo(Outcome.UNLOADED);
        assertThat(report.plugin().stop().kind()).isEqualTo(StopResult.Kind.STOPPED);
        assertThat(report.plugin().closeFailure()).isNull();
        assertThat(PluginEvents.all()).containsExactly("start tax 1.0.0", "stop tax 1.0.0");
        assertThat(host.status().current()).isEmpty();
        assertThat(privateCopies()).isZero();
        assertThatThrownBy(() -> host.unload("tax")).isInstanceOf(UnknownPluginException.class);
    }

    @Test
    void unload_waitsForACallInside_andRefusesNewOnesMeanwhile() throws Exception {
        Runner runner = load("tax", "1.0.0");
        HeldCall call = HeldCall.in(runner, () -> PluginEvents.add("call ends"));

        CompletableFuture<UnloadReport> unload = host.unloadAsync("tax", UnloadPolicy.DEFAULT);
        await().until(() -> phaseOf("tax") == GenerationPhase.DRAINING);
        assertThatThrownBy(runner::version)
                .isInstanceOf(PluginUnavailableException.class)
                .hasMessage("Plugin 'tax' 1.0.0 (generation 1, DRAINING): call refused: it is being unloaded");
        assertThat(host.inFlight("tax"))
                .singleElement()
                .satisfies(inside -> assertThat(inside.method()).isEqualTo("Runner.run"));
        assertThat(unload).isNotDone();
        call.release();

        UnloadReport report = unload.get(30, TimeUnit.SECONDS);
        assertThat(call.result()).isEqualTo("done");
        assertThat(report.unloaded()).isTrue();
        assertThat(report.plugin().drain().refused()).isEqualTo(1);
        assertThat(report.plugin().drain().inTime()).isTrue();
        assertThat(PluginEvents.all()).containsExactly("start tax 1.0.0", "call ends", "stop tax 1.0.0");
    }

    private GenerationPhase phaseOf(String id) {
        return host.status().plugin(id).orElseThrow().phase();
    }

    @Test
    void aCallInside_mayCallAgainWhileThePluginDrains() throws Exception {
        Runner runner = load("tax", "1.0.0");
        HeldCall call = HeldCall.in(runner, () -> PluginEvents.add("nested " + runner.version()));

        CompletableFuture<UnloadReport> unload = host.unloadAsync("tax", UnloadPolicy.DEFAULT);
        await().until(() -> phaseOf("tax") == GenerationPhase.DRAINING);
        call.release();

        assertThat(unload.get(30, TimeUnit.SECONDS).unloaded()).isTrue();
        assertThat(PluginEvents.all()).contains("nested 1.0.0");
    }

    @Test
    void unload_waitsForAnAsynchronousCall() throws Exception {
        Runner runner = load("tax", "1.0.0");
        CompletableFuture<String> signal = new CompletableFuture<>();
        CompletionStage<String> result = runner.later(signal);

        UnloadReport tooEarly = host.unload("tax", AT_ONCE);
        assertThat(tooEarly.plugin().outcome()).isEqualTo(Outcome.RESUMED);
        assertThat(tooEarly.plugin().drain().asyncInsideAtTimeout()).isEqualTo(1);

        signal.complete("greetings");
        assertThat(result.toCompletableFuture()).isCompletedWithValue("greetings from 1.0.0");
        assertThat(host.unload("tax", AT_ONCE).unloaded()).isTrue();
    }

    @Test
    void aPluginThatIsLettingGoOfItsExtensions_isNotThereAnyMore() {
        Runner runner = load("tax", "1.0.0");
        host.addListener(change -> {
            if (change.to() == GenerationPhase.CLOSED) {
                PluginEvents.add("" + catchThrowable(() -> host.extension(Runner.class, "tax")));
            }
        });

        host.unload("tax");

        assertThat(PluginEvents.all())
                .contains(UnknownPluginException.class.getName() + ": No plugin 'tax' is loaded; none is");
        assertThat(runner).hasToString("Handle[Runner of plugin 'tax']");
    }

    // ------------------------------------------------------------------------ handles afterwards

    @Test
    void aStaleHandle_refusesClearly_andItsPluginsLoaderIsCollected() throws Exception {
        Runner runner = load("tax", "1.0.0");
        WeakReference<ClassLoader> loader = loaderBehind(runner);

        host.unload("tax");

        LoaderReclamation.assertCollected(loader);
        assertThatThrownBy(runner::version)
                .isInstanceOf(PluginUnavailableException.class)
                .hasMessage("Plugin 'tax' 1.0.0 (generation 1, CLOSED): call refused: it has been unloaded");
        assertThat(runner).hasToString("Handle[Runner of plugin 'tax']");
    }

    @Test
    void aLoaderIsCollected_alsoAfterFailedStops_andReports() throws Exception {
        host.load(PluginJars.plugin(folder, "tax", "1.0.0")
                .runnerExtension("com.acme.tax.TheRunner", "1.0.0")
                .source("com.acme.tax.OwnException", "public class OwnException extends RuntimeException {}")
                .pluginClass("com.acme.tax.ThePlugin", "@Override public void stop() { throw new OwnException(); }")
                .jar("tax.jar"));
        WeakReference<ClassLoader> loader = loaderBehind(runner("tax"));

        UnloadReport kept = host.unload("tax");

        LoaderReclamation.assertCollected(loader);
        assertThat(kept.plugin().stop().failure())
                .satisfies(failure -> assertThat(failure).hasToString("com.acme.tax.OwnException"));
    }

    @Test
    void aHandleWorksAgain_whenThePluginIsLoadedAgain() {
        Runner runner = load("tax", "1.0.0");
        host.unload("tax");

        load("tax", "2.0.0");

        assertThat(runner.version()).isEqualTo("2.0.0");
        assertThat(host.status().plugin("tax").orElseThrow().generation()).isEqualTo(2);
    }

    // ------------------------------------------------------------------------ policies

    @Test
    void resume_letsCallsInAgain_andNamesWhoWasInside() throws Exception {
        Runner runner = load("tax", "1.0.0");
        HeldCall call = HeldCall.in(runner);

        GenerationUnload unload = host.unload("tax", AT_ONCE).plugin();

        assertThat(unload.outcome()).isEqualTo(Outcome.RESUMED);
        assertThat(unload.gone()).isFalse();
        assertThat(unload.drain().insideAtTimeout()).singleElement().satisfies(inside -> {
            assertThat(inside.threadName()).isEqualTo(call.threadName());
            assertThat(inside.method()).isEqualTo("Runner.run");
            assertThat(inside.stack()).isNotEmpty();
        });
        assertThat(unload.toString()).contains("RESUMED", "Runner.run on '" + call.threadName() + "'");
        assertThat(runner.version()).isEqualTo("1.0.0");
        assertThat(phaseOf("tax")).isEqualTo(GenerationPhase.ACTIVE);
        call.release();
        assertThat(call.result()).isEqualTo("done");
    }

    @Test
    void keepDraining_goesOnRefusing_untilALaterUnloadPicksItUp() throws Exception {
        Runner runner = load("tax", "1.0.0");
        HeldCall call = HeldCall.in(runner);

        UnloadReport first = host.unload("tax", KEEP_DRAINING);
        assertThat(first.plugin().outcome()).isEqualTo(Outcome.STILL_DRAINING);
        assertThatThrownBy(runner::version).isInstanceOf(PluginUnavailableException.class);
        assertThat(host.extensions(Runner.class)).isEmpty();
        assertThat(PluginEvents.all()).doesNotContain("stop tax 1.0.0");

        call.release();
        assertThat(call.result()).isEqualTo("done");
        assertThat(host.unload("tax", KEEP_DRAINING).unloaded()).isTrue();
        assertThat(PluginEvents.all()).contains("stop tax 1.0.0");
    }

    @Test
    void force_interruptsTheCallsInside() throws Exception {
        Runner runner = load("tax", "1.0.0");
        HeldCall call = HeldCall.in(runner);

        GenerationUnload unload = host.unload(
                        "tax",
                        AT_ONCE.withOnTimeout(UnloadPolicy.OnTimeout.FORCE).withInterruptGrace(HeldCall.LONG))
                .plugin();

        assertThatThrownBy(call::result).isInstanceOf(InterruptedException.class);
        assertThat(unload.outcome()).isEqualTo(Outcome.FORCED);
        assertThat(unload.drain().insideAtTimeout()).hasSize(1);
        assertThat(unload.drain().abandoned()).isEmpty();
        assertThat(unload.stop().kind()).isEqualTo(StopResult.Kind.STOPPED);
    }

    @Test
    void force_abandonsCallsThatDoNotHeedTheInterrupt_andNamesThem() throws Exception {
        Runner runner = load("tax", "1.0.0");
        CompletableFuture<String> release = new CompletableFuture<>();
        CompletableFuture<Boolean> inside = new CompletableFuture<>();
        CompletableFuture<Object> deaf = CompletableFuture.supplyAsync(() -> {
            try {
                return Objects.requireNonNull(runner.run(() -> {
                    inside.complete(true);
                    return release.join();
                }));
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        inside.get(30, TimeUnit.SECONDS);

        UnloadReport report = host.unload("tax", AT_ONCE.withOnTimeout(UnloadPolicy.OnTimeout.FORCE));

        assertThat(report.unloaded()).isTrue();
        assertThat(report.plugin().outcome()).isEqualTo(Outcome.FORCED);
        assertThat(report.plugin().drain().abandoned()).hasSize(1);
        assertThat(report.plugin().toString()).contains("abandoned: [Runner.run on ");
        assertThat(host.status().current()).isEmpty();
        release.complete("late");
        assertThat(deaf.get(30, TimeUnit.SECONDS)).isEqualTo("late");
    }

    @Test
    void anInterrupt_endsTheWaitLikeATimeout_andIsKept() throws Exception {
        Runner runner = load("tax", "1.0.0");
        HeldCall call = HeldCall.in(runner);

        Thread.currentThread().interrupt();
        UnloadReport report = host.unload("tax", UnloadPolicy.DEFAULT.withDrainTimeout(Duration.ofDays(1)));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(report.plugin().outcome()).isEqualTo(Outcome.RESUMED);
        assertThat(runner.version()).isEqualTo("1.0.0");
        call.release();
    }

    // ------------------------------------------------------------------------ linked plugins

    @Test
    void dependentsGoFirst_eachThroughItsWholeSequence() {
        load("base", "1.0.0");
        load("middle", "1.0.0", "base");
        load("top", "1.0.0", "middle");
        load("other", "1.0.0");
        PluginEvents.clear();

        UnloadReport report = host.unload("base");

        assertThat(report.generations())
                .extracting(GenerationUnload::pluginId)
                .containsExactly("top", "middle", "base");
        assertThat(PluginEvents.all()).containsExactly("stop top 1.0.0", "stop middle 1.0.0", "stop base 1.0.0");
        assertThat(runner("other").version()).isEqualTo("1.0.0");
    }

    @Test
    void aDependentThatDoesNotGo_keepsWhatItIsLinkedTo() throws Exception {
        load("base", "1.0.0");
        Runner top = load("top", "1.0.0", "base");
        HeldCall call = HeldCall.in(top);

        UnloadReport report = host.unload("base", AT_ONCE);

        assertThat(report.unloaded()).isFalse();
        assertThat(report.generations())
                .extracting(GenerationUnload::outcome)
                .containsExactly(Outcome.RESUMED, Outcome.UNTOUCHED);
        assertThat(runner("base").version()).isEqualTo("1.0.0");
        call.release();
    }

    @Test
    void anOptionalDependentThatWasLinked_goesToo() {
        load("base", "1.0.0");
        load("top", "1.0.0", "base?");

        assertThat(host.unload("base").generations())
                .extracting(GenerationUnload::pluginId)
                .containsExactly("top", "base");
    }

    // ------------------------------------------------------------------------ stop() that fails

    @Test
    void aStopThatThrows_isReported_andThePluginGoes() {
        loadStopping("throw new IllegalStateException(\"no\");");
        assertStopFails("java.lang.IllegalStateException: no");
    }

    @Test
    void aStopThatThrowsAnError_isReported_andThePluginGoes() {
        loadStopping("throw new AssertionError(\"worse\");");
        assertStopFails("java.lang.AssertionError: worse");
    }

    private void loadStopping(String body) {
        host.load(PluginJars.plugin(folder, "bad", "1.0.0")
                .pluginClass("com.acme.Bad", "@Override public void stop() { " + body + " }")
                .jar("bad.jar"));
    }

    private void assertStopFails(String how) {
        UnloadReport report = host.unload("bad");
        assertThat(report.unloaded()).isTrue();
        assertThat(report.plugin().stop().kind()).isEqualTo(StopResult.Kind.FAILED);
        assertThat(report.plugin().stop().failure()).hasToString(how);
        assertThat(host.status().current()).isEmpty();
    }

    @Test
    void aStopThatHangs_isLeftBehind_andThePluginGoes() {
        try (PluginHost hasty =
                PluginHost.builder().stopTimeout(Duration.ofMillis(50)).build()) {
            hasty.load(PluginJars.plugin(folder, "bad", "1.0.0")
                    .pluginClass("com.acme.Bad", """
                            @Override public void stop() {
                                try {
                                    new CountDownLatch(1).await();
                                } catch (InterruptedException e) {
                                    PluginEvents.add("interrupted");
                                }
                            }
                            """)
                    .jar("bad.jar"));

            UnloadReport report = hasty.unload("bad");

            assertThat(report.unloaded()).isTrue();
            assertThat(report.plugin().stop().kind()).isEqualTo(StopResult.Kind.TIMED_OUT);
            await().untilAsserted(() -> assertThat(PluginEvents.all()).containsExactly("interrupted"));
        }
    }
}
