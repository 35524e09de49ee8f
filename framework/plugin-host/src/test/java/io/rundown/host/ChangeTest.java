package io.rundown.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.rundown.host.model.ChangeReport;
import io.rundown.host.model.GenerationStatus;
import io.rundown.host.model.GenerationUnload;
import io.rundown.host.model.GenerationUnload.Outcome;
import io.rundown.host.model.HostChange;
import io.rundown.host.model.LoadedPlugin;
import io.rundown.host.model.PluginTotals;
import io.rundown.host.model.PluginUnavailableException;
import io.rundown.host.model.UnknownPluginException;
import io.rundown.host.model.UnloadPolicy.OnTimeout;
import io.rundown.host.testing.Epoch;
import io.rundown.host.testing.HeldCall;
import io.rundown.host.testing.PluginEvents;
import io.rundown.host.testing.PluginJars;
import io.rundown.host.testing.Runner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ChangeTest extends HostFixture {

    private List<String> served() {
        return host.status().current().stream()
                .map(each -> each.pluginId() + " " + each.version())
                .toList();
    }

    @Test
    void severalPluginsComeGoAndAreReplacedTogether() {
        Runner rates = load("rates", "1.0.0");
        Runner fraud = load("fraud", "1.0.0");
        load("steady", "1.0.0");

        ChangeReport report = host.apply(HostChange.begin()
                .reload("rates", jar("rates", "2.0.0"))
                .load(jar("insurance", "1.0.0", "rates@>=2.0.0"))
                .unload("fraud"));

        assertThat(report.applied()).isTrue();
        assertThat(report.loaded()).extracting(LoadedPlugin::id).containsExactly("rates", "insurance");
        assertThat(report.retired())
                .extracting(GenerationUnload::pluginId, GenerationUnload::outcome)
                .containsExactlyInAnyOrder(tuple("rates", Outcome.UNLOADED), tuple("fraud", Outcome.UNLOADED));
        assertThat(served()).containsExactlyInAnyOrder("rates 2.0.0", "insurance 1.0.0", "steady 1.0.0");
        assertThat(rates.version()).isEqualTo("2.0.0");
        assertThatThrownBy(fraud::version).isInstanceOf(PluginUnavailableException.class);
    }

    @Test
    void aChangeOfWhichOnePartFails_changesNothing() throws IOException {
        Runner rates = load("rates", "1.0.0");
        load("fraud", "1.0.0");
        long copies = privateCopies();
        Path bad = PluginJars.plugin(folder, "bad", "1.0.0")
                .dependsOn("rates")
                .pluginClass(
                        "com.acme.Bad", "@Override public void start() { throw new IllegalStateException(\"no\"); }")
                .jar("bad.jar");
        PluginEvents.clear();

        ChangeReport report = host.apply(HostChange.begin()
                .reload("rates", jar("rates", "2.0.0"))
                .load(bad)
                .unload("fraud"));

        assertThat(report.applied()).isFalse();
        assertThat(report.failure()).asString().contains("bad.jar", "its start() threw", "no");
        assertThat(rates.version()).isEqualTo("1.0.0");
        assertThat(served()).containsExactlyInAnyOrder("rates 1.0.0", "fraud 1.0.0");
        assertThat(PluginEvents.all()).containsExactly("start rates 2.0.0", "stop rates 2.0.0");
        assertThat(privateCopies()).isEqualTo(copies);
    }

    @Test
    void filesThatCannotBePartOfAChange_areNamed_andNothingHasChanged() throws IOException {
        load("rates", "1.0.0");
        Path rates = jar("rates", "2.0.0");
        long copies = privateCopies();

        assertThat(host.apply(HostChange.begin().load(rates)).failure())
                .asString()
                .contains("rates-2.0.0.jar", "already loaded");
        assertThat(host.apply(HostChange.begin().reload("rates", rates).load(rates))
                        .failure())
                .asString()
                .contains("'rates' is also that of");
        assertThat(host.apply(HostChange.begin().reload("rates", rates).load(folder.resolve("missing.jar")))
                        .failure())
                .asString()
                .contains("missing.jar", "there is no such file");
        assertThat(host.apply(HostChange.begin().reload("rates", jar("tax", "1.0.0")))
                        .failure())
                .asString()
                .contains("it is plugin 'tax', not 'rates'");
        assertThat(served()).containsExactly("rates 1.0.0");
        assertThat(privateCopies()).isEqualTo(copies);
    }

    @Test
    void anUnknownPlugin_isRefused_andNothingHasChanged() {
        Runner rates = load("rates", "1.0.0");
        HostChange change =
                HostChange.begin().reload("rates", jar("rates", "2.0.0")).unload("nobody");

        assertThatThrownBy(() -> host.apply(change)).isInstanceOf(UnknownPluginException.class);
        assertThat(rates.version()).isEqualTo("1.0.0");
    }

    @Test
    void aPluginIsNamedOnce() {
        HostChange change = HostChange.begin().unload("tax");

        assertThatThrownBy(() -> change.reload("tax"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'tax' is in this change already: unload of 'tax'");
        assertThat(change).hasToString("unload of 'tax'");
        assertThat(HostChange.begin()).hasToString("change of nothing");
    }

    @Test
    void aChangeOfNothing_doesNothing() {
        ChangeReport report = host.apply(HostChange.begin());

        assertThat(report.applied()).isTrue();
        assertThat(report.loaded()).isEmpty();
        assertThat(report.retired()).isEmpty();
    }

    // ------------------------------------------------------------------------ links

    @Test
    void aPluginThatOthersNeed_goesOnlyWithThem() {
        load("base", "1.0.0");
        load("top", "1.0.0", "base");

        assertThat(host.apply(HostChange.begin().unload("base")).failure())
                .asString()
                .contains("it depends on plugin 'base', which is not loaded");
        assertThat(served()).containsExactly("base 1.0.0", "top 1.0.0");
        assertThat(host.apply(HostChange.begin().unload("base").unload("top")).applied())
                .isTrue();
        assertThat(served()).isEmpty();
    }

    @Test
    void aPluginThatOthersOnlyWishFor_goes_andTheyAreLinkedWithoutIt() {
        load("base", "1.0.0");
        Runner top = load("top", "1.0.0", "base?");
        assertThat(host.status().plugin("top").map(GenerationStatus::dependsOn)).contains(List.of("base"));

        assertThat(host.apply(HostChange.begin().unload("base")).applied()).isTrue();
        assertThat(host.status().plugin("top").map(GenerationStatus::dependsOn)).contains(List.of());
        assertThat(top.version()).isEqualTo("1.0.0");
    }

    @Test
    void aNewVersionMayAddADependency_andDropOne() {
        load("one", "1.0.0");
        Runner top = load("top", "1.0.0", "one");

        ChangeReport report = host.apply(HostChange.begin()
                .reload("top", jar("top", "2.0.0", "two"))
                .load(jar("two", "1.0.0"))
                .unload("one"));

        assertThat(report.applied()).isTrue();
        assertThat(host.status().plugin("top").map(GenerationStatus::dependsOn)).contains(List.of("two"));
        assertThat(top.version()).isEqualTo("2.0.0");
    }

    // ------------------------------------------------------------------------ one instant

    /** The first call after a call that met a new generation must not meet an old one, of whatever plugin of the change. */
    @Test
    void whoHasSeenOneNewGeneration_seesAllOthersNew() throws Exception {
        Path a = epochJar("a");
        Path b = epochJar("b");
        host.load(List.of(a, b)).orThrow();
        Runner first = runner("a");
        Runner second = runner("b");
        AtomicBoolean goesOn = new AtomicBoolean(true);
        AtomicReference<String> wrong = new AtomicReference<>("");
        Thread reader = new Thread(() -> {
            while (goesOn.get()) {
                long seen = Long.parseLong(first.version());
                long then = Long.parseLong(second.version());
                long back = Long.parseLong(first.version());
                if (then < seen || back < then) {
                    wrong.set(seen + " then " + then + " then " + back);
                }
            }
        });
        reader.start();
        for (int i = 0; i < 40; i++) {
            Epoch.next();
            assertThat(host.apply(HostChange.begin().reload("a").reload("b")).applied())
                    .isTrue();
        }
        goesOn.set(false);
        reader.join();

        assertThat(wrong).hasValue("");
    }

    private Path epochJar(String id) {
        String name = "com.acme." + id + ".TheRunner";
        return PluginJars.plugin(folder, id, "1.0.0")
                .pluginClass("com.acme." + id + ".ThePlugin", "")
                .source(name, """
                        class TheRunner implements Runner {
                            private final long epoch = Epoch.now();
                            @Override public Object run(Callable<?> body) throws Exception { return body.call(); }
                            @Override public String version() { return String.valueOf(epoch); }
                            @Override public CompletionStage<String> later(CompletionStage<String> signal) { return signal; }
                        }
                        """)
                .extension(name)
                .jar(id + ".jar");
    }

    // ------------------------------------------------------------------------ calls that do not end

    @Test
    void aPluginThatLeavesAndIsBusy_doesNotComeBack_andGoesWhenItsLastCallEnds() throws Exception {
        Runner fraud = load("fraud", "1.0.0");
        HeldCall call = HeldCall.in(fraud);

        ChangeReport report = host.apply(HostChange.begin().unload("fraud").load(jar("tax", "1.0.0")), AT_ONCE);

        assertThat(report.retired()).extracting(GenerationUnload::outcome).containsExactly(Outcome.STILL_DRAINING);
        assertThat(served()).containsExactly("tax 1.0.0");
        assertThat(host.status().retiring()).hasSize(1);
        assertThatThrownBy(fraud::version).isInstanceOf(PluginUnavailableException.class);
        call.release();
        assertThat(call.result()).isEqualTo("done");
        await().until(() -> host.status().retiring().isEmpty());
        assertThat(PluginEvents.all()).contains("stop fraud 1.0.0");
    }

    @Test
    void anAppliedChange_leavesNoCopyOfWhatWent() throws IOException {
        load("rates", "1.0.0");
        load("fraud", "1.0.0");
        host.apply(HostChange.begin().reload("rates", jar("rates", "2.0.0")).unload("fraud"));

        assertThat(privateCopies()).isEqualTo(1);
        assertThat(Files.exists(folder.resolve("rates-2.0.0.jar"))).isTrue();
    }

    @Test
    void applyAsync_isAllowedInsideACall() throws Exception {
        Runner rates = load("rates", "1.0.0");
        Path next = jar("rates", "2.0.0");
        assertThatThrownBy(() -> rates.run(() -> host.apply(HostChange.begin().reload("rates", next))))
                .hasMessageContaining("from inside plugin 'rates'");

        List<CompletableFuture<ChangeReport>> asked = new ArrayList<>();
        rates.run(() -> asked.add(host.applyAsync(HostChange.begin().reload("rates", next), AT_ONCE)));
        assertThat(asked.get(0)).succeedsWithin(HeldCall.LONG);
        assertThat(rates.version()).isEqualTo("2.0.0");
    }

    // ------------------------------------------------------------------------ taken out, and still busy

    private HeldCall takenOutWhileBusy() throws Exception {
        HeldCall call = HeldCall.in(load("tax", "1.0.0"));
        assertThat(host.apply(HostChange.begin().unload("tax"), KEEP_DRAINING).applied())
                .isTrue();
        return call;
    }

    @Test
    void aPluginThatIsTakenOutWhileBusy_isStillSeen() throws Exception {
        HeldCall call = takenOutWhileBusy();

        assertThat(host.totals("tax")).isEqualTo(new PluginTotals("tax", 1, 1, 1, 1, 0));
        assertThat(host.inFlight("tax"))
                .singleElement()
                .satisfies(inside -> assertThat(inside.threadName()).isEqualTo(call.threadName()));
        assertThatThrownBy(() -> runner("tax")).isInstanceOf(UnknownPluginException.class);
        assertThatThrownBy(() -> host.reload("tax")).isInstanceOf(UnknownPluginException.class);
        call.release();
    }

    @Test
    void aPluginThatIsTakenOutWhileBusy_canBeForcedOut() throws Exception {
        HeldCall call = takenOutWhileBusy();

        assertThat(host.unload("tax", AT_ONCE.withOnTimeout(OnTimeout.FORCE)).unloaded())
                .isTrue();
        assertThat(host.status().retiring()).isEmpty();
        assertThatThrownBy(call::result).isInstanceOf(InterruptedException.class);
    }

    @Test
    void aHostThatCloses_forcesOutWhatWasTakenOutWhileBusy() throws Exception {
        openHost(builder -> builder.unloadPolicy(AT_ONCE));
        HeldCall call = takenOutWhileBusy();

        host.close();

        assertThat(host.status().retiring()).isEmpty();
        assertThatThrownBy(call::result).isInstanceOf(InterruptedException.class);
    }
}
