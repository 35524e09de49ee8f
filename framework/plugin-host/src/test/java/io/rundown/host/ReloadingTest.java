package io.rundown.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rundown.host.model.GenerationPhase;
import io.rundown.host.model.GenerationStatus;
import io.rundown.host.model.GenerationUnload;
import io.rundown.host.model.GenerationUnload.Outcome;
import io.rundown.host.model.LoadedPlugin;
import io.rundown.host.model.PluginUnavailableException;
import io.rundown.host.model.ReloadReport;
import io.rundown.host.model.UnknownPluginException;
import io.rundown.host.model.UnloadPolicy;
import io.rundown.host.model.UnloadReport;
import io.rundown.host.testing.HeldCall;
import io.rundown.host.testing.Hook;
import io.rundown.host.testing.LoaderReclamation;
import io.rundown.host.testing.PluginEvents;
import io.rundown.host.testing.PluginJars;
import io.rundown.host.testing.Runner;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ReloadingTest extends HostFixture {

    @Test
    void theHandleGoesOverToTheNewVersion_andTheOldOneIsGone() {
        Runner runner = load("tax", "1.0.0");
        Path next = jar("tax", "2.0.0");

        ReloadReport report = host.reload("tax", next);

        assertThat(report.outcome()).isEqualTo(ReloadReport.Outcome.SWITCHED);
        assertThat(report.fromVersion()).isEqualTo("1.0.0");
        assertThat(report.loaded()).containsExactly(new LoadedPlugin("tax", "2.0.0", 2, next));
        assertThat(report.retired()).extracting(GenerationUnload::outcome).containsExactly(Outcome.UNLOADED);
        assertThat(runner.version()).isEqualTo("2.0.0");
        assertThat(host.status().retiring()).isEmpty();
        assertThat(PluginEvents.all()).containsExactly("start tax 1.0.0", "start tax 2.0.0", "stop tax 1.0.0");
    }

    @Test
    void theNewVersionIsThereBeforeTheOldOneRefuses() {
        Runner runner = load("tax", "1.0.0");
        List<String> answers = new ArrayList<>();
        Hook.set(() ->
                answers.add(runner.version() + host.extensions(Runner.class).size()));
        Path next = PluginJars.plugin(folder, "tax", "2.0.0")
                .pluginClass("com.acme.tax.ThePlugin", """
                        @Override public void start() { Hook.run(); }
                        @Override public void stop() { Hook.run(); }
                        """)
                .runnerExtension("com.acme.tax.TheRunner", "2.0.0")
                .jar("hooked.jar");

        host.reload("tax", next);
        host.reload("tax", jar("tax", "3.0.0"));

        // While 2.0.0 starts, 1.0.0 serves; while 2.0.0 stops, 3.0.0 does.
        assertThat(answers).containsExactly("1.0.01", "3.0.01");
    }

    @Test
    void reloadWithoutAFile_readsTheOriginalAgain() {
        Path jar = jar("tax", "1.0.0");
        host.load(jar);
        PluginJars.runner(folder, "tax", "1.0.1").jar(jar.getFileName().toString());

        assertThat(host.reload("tax").loaded())
                .extracting(LoadedPlugin::version)
                .containsExactly("1.0.1");
        assertThat(runner("tax").version()).isEqualTo("1.0.1");
    }

    @Test
    void reloadOfAnUnknownPlugin_isAnError() {
        assertThatThrownBy(() -> host.reload("tax", folder.resolve("tax.jar")))
                .isInstanceOf(UnknownPluginException.class)
                .hasMessage("No plugin 'tax' is loaded; none is");
    }

    @Test
    void oldLoadersAreCollected_whileTheHandleLives() throws Exception {
        Runner runner = load("tax", "1.0.0");
        WeakReference<ClassLoader> old = loaderBehind(runner);

        host.reload("tax", jar("tax", "2.0.0"));

        LoaderReclamation.assertCollected(old);
        assertThat(runner.version()).isEqualTo("2.0.0");
    }

    // ------------------------------------------------------------------------ the new version fails

    @Test
    void aNewVersionThatDoesNotStart_leavesTheOldOneServing() throws Exception {
        Runner runner = load("tax", "1.0.0");
        Path bad = PluginJars.plugin(folder, "tax", "3.0.0")
                .pluginClass("com.acme.tax.ThePlugin", """
                        @Override public void start() { throw new IllegalStateException("no table for 2027"); }
                        """)
                .jar("bad.jar");

        ReloadReport report = host.reload("tax", bad);

        assertThat(report.switched()).isFalse();
        assertThat(report.loaded()).isEmpty();
        assertThat(report.retired()).isEmpty();
        assertThat(Objects.requireNonNull(report.failure()).message())
                .contains("bad.jar", "its start() threw java.lang.IllegalStateException: no table for 2027");
        assertThat(runner.version()).isEqualTo("1.0.0");
        assertThat(PluginEvents.all()).containsExactly("start tax 1.0.0");
        assertThat(privateCopies()).isEqualTo(1);
    }

    @Test
    void aFileOfAnotherPlugin_isNoNewVersion() {
        Runner runner = load("tax", "1.0.0");

        ReloadReport report = host.reload("tax", jar("fraud", "2.0.0"));

        assertThat(Objects.requireNonNull(report.failure()).message())
                .contains("fraud-2.0.0.jar", "it is plugin 'fraud', not 'tax'");
        assertThat(runner.version()).isEqualTo("1.0.0");
    }

    // ------------------------------------------------------------------------ linked plugins

    @Test
    void dependentsComeAlong_fromTheBytesTheyWereLoadedFrom() throws Exception {
        load("base", "1.0.0");
        Path topJar = jar("top", "1.0.0", "base");
        host.load(topJar);
        Runner top = runner("top");
        Files.delete(topJar);
        PluginEvents.clear();

        ReloadReport report = host.reload("base", jar("base", "2.0.0"));

        assertThat(report.switched()).isTrue();
        assertThat(report.loaded()).extracting(LoadedPlugin::id).containsExactly("base", "top");
        assertThat(report.retired()).extracting(GenerationUnload::pluginId).containsExactly("top", "base");
        assertThat(PluginEvents.all())
                .containsExactly("start base 2.0.0", "start top 1.0.0", "stop top 1.0.0", "stop base 1.0.0");
        assertThat(top.version()).isEqualTo("1.0.0");
        assertThat(host.status().plugin("top").orElseThrow().generation()).isEqualTo(2);
        assertThat(host.status().current())
                .extracting(GenerationStatus::pluginId)
                .containsExactly("base", "top");
    }

    @Test
    void aDependentThatDoesNotAcceptTheNewVersion_keepsAllOldOnesServing() {
        load("base", "1.0.0");
        load("top", "1.0.0", "base@<2.0.0");
        PluginEvents.clear();

        ReloadReport report = host.reload("base", jar("base", "2.0.0"));

        assertThat(Objects.requireNonNull(report.failure()).message())
                .contains("top-1.0.0.jar", "depends on plugin 'base' <2.0.0, but version 2.0.0 is loaded");
        assertThat(PluginEvents.all()).containsExactly("start base 2.0.0", "stop base 2.0.0");
        assertThat(runner("base").version()).isEqualTo("1.0.0");
        assertThat(runner("top").version()).isEqualTo("1.0.0");
        assertThat(host.status().plugin("base").orElseThrow().phase()).isEqualTo(GenerationPhase.ACTIVE);
    }

    @Test
    void reloadOfADependentAlone_leavesWhatItIsLinkedToInPlace() {
        load("base", "1.0.0");
        load("top", "1.0.0", "base");

        host.reload("top", jar("top", "2.0.0", "base"));

        assertThat(host.status().plugin("base").orElseThrow().generation()).isEqualTo(1);
        assertThat(runner("top").version()).isEqualTo("2.0.0");
    }

    // ------------------------------------------------------------------------ old generations that do not drain

    @Test
    void anOldGenerationThatDoesNotDrain_isFinishedWhenItsLastCallEnds() throws Exception {
        Runner runner = load("tax", "1.0.0");
        HeldCall call = HeldCall.in(runner, () -> PluginEvents.add("call ends"));

        ReloadReport report = host.reload("tax", jar("tax", "2.0.0"), AT_ONCE);

        assertThat(report.switched()).isTrue();
        assertThat(report.retired()).extracting(GenerationUnload::outcome).containsExactly(Outcome.STILL_DRAINING);
        assertThat(runner.version()).isEqualTo("2.0.0");
        assertThat(host.status().retiring())
                .singleElement()
                .satisfies(old -> assertThat(old.phase()).isEqualTo(GenerationPhase.DRAINING));
        assertThat(host.inFlight("tax")).hasSize(1);

        call.release();
        assertThat(call.result()).isEqualTo("done");
        await().until(() -> host.status().retiring().isEmpty());
        assertThat(PluginEvents.all()).endsWith("call ends", "stop tax 1.0.0");
    }

    @Test
    void anOldPairThatDoesNotDrain_isFinishedDependentFirst() throws Exception {
        load("base", "1.0.0");
        Runner top = load("top", "1.0.0", "base");
        HeldCall call = HeldCall.in(top);

        ReloadReport report = host.reload("base", jar("base", "2.0.0"), AT_ONCE);
        assertThat(report.retired())
                .extracting(GenerationUnload::outcome)
                .containsExactly(Outcome.STILL_DRAINING, Outcome.STILL_DRAINING);
        PluginEvents.clear();

        call.release();
        await().until(() -> host.status().retiring().isEmpty());
        assertThat(PluginEvents.all()).containsExactly("stop top 1.0.0", "stop base 1.0.0");
    }

    @Test
    void anUnload_waitsForOldGenerationsOfDependents_too() throws Exception {
        load("base", "1.0.0");
        Runner top = load("top", "1.0.0", "base");
        HeldCall call = HeldCall.in(top);
        host.reload("top", jar("top", "2.0.0", "base"), AT_ONCE);

        UnloadReport early = host.unload("base", AT_ONCE);

        // The old 'top' still runs on classes of 'base'.
        assertThat(early.unloaded()).isFalse();
        assertThat(runner("base").version()).isEqualTo("1.0.0");
        call.release();
        assertThat(call.result()).isEqualTo("done");
        assertThat(host.unload("base", UnloadPolicy.DEFAULT).unloaded()).isTrue();
        assertThat(PluginEvents.all()).endsWith("stop base 1.0.0");
        assertThat(host.status().current()).isEmpty();
    }

    @Test
    void force_bringsOldGenerationsOut() throws Exception {
        HeldCall call = HeldCall.in(load("tax", "1.0.0"));

        ReloadReport report = host.reload(
                "tax",
                jar("tax", "2.0.0"),
                AT_ONCE.withOnTimeout(UnloadPolicy.OnTimeout.FORCE).withInterruptGrace(HeldCall.LONG));

        assertThat(report.retired()).extracting(GenerationUnload::outcome).containsExactly(Outcome.FORCED);
        assertThatThrownBy(call::result).isInstanceOf(InterruptedException.class);
        assertThat(host.status().retiring()).isEmpty();
    }

    @Test
    void reload_bringsBackAPluginThatKeepsDraining() throws Exception {
        Runner runner = load("tax", "1.0.0");
        HeldCall call = HeldCall.in(runner);
        host.unload("tax", KEEP_DRAINING);
        assertThatThrownBy(runner::version).isInstanceOf(PluginUnavailableException.class);

        host.reload("tax", jar("tax", "2.0.0"), AT_ONCE);

        assertThat(runner.version()).isEqualTo("2.0.0");
        call.release();
        await().until(() -> host.status().retiring().isEmpty());
    }
}
