package io.rundown.host.hazards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rundown.host.HostFixture;
import io.rundown.host.PluginHost;
import io.rundown.host.model.GenerationStatus;
import io.rundown.host.model.GenerationUnload;
import io.rundown.host.model.LoadReport;
import io.rundown.host.model.PluginLoadException;
import io.rundown.host.model.StopResult;
import io.rundown.host.model.UnloadPolicy;
import io.rundown.host.model.UnloadReport;
import io.rundown.host.testing.HeldCall;
import io.rundown.host.testing.LoaderReclamation;
import io.rundown.host.testing.PluginEvents;
import io.rundown.host.testing.PluginJars;
import io.rundown.host.testing.Runner;
import java.lang.ref.WeakReference;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Loading, starting, stopping and reloading, of one and of many. */
class LifecycleHazardsTest extends HostFixture {

    /** Elsewhere the list of started plugins is walked while plugins leave it: one is left started, or the walk fails. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5})
    void stoppingAll_stopsAll_inReverseOrder(int plugins) {
        List<String> expected = new ArrayList<>();
        load("p1", "1.0.0");
        expected.add("stop p1 1.0.0");
        for (int i = 2; i <= plugins; i++) {
            load("p" + i, "1.0.0", "p" + (i - 1));
            expected.add(0, "stop p" + i + " 1.0.0");
        }
        PluginEvents.clear();

        host.close();

        assertThat(PluginEvents.all()).isEqualTo(expected);
    }

    /** Elsewhere they corrupt each other's lists, and report circles and missing plugins that are not there. */
    @Test
    void threadsThatReloadDifferentPlugins_doNotTroubleEachOther() throws Exception {
        List<CompletableFuture<Void>> reloading = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            String id = "p" + i;
            Path again = jar(id, "1.0.0");
            host.load(again);
            reloading.add(CompletableFuture.runAsync(
                    () -> {
                        for (int round = 0; round < 5; round++) {
                            assertThat(host.reload(id, again).switched()).isTrue();
                        }
                    },
                    body -> new Thread(body).start()));
        }
        CompletableFuture.allOf(reloading.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);

        assertThat(host.status().current())
                .extracting(GenerationStatus::generation)
                .containsOnly(6)
                .hasSize(6);
        assertThat(host.status().retiring()).isEmpty();
    }

    /** Elsewhere the plugin stays in the list of started ones, its loader leaks, and a reload drops the wrong one. */
    @ParameterizedTest
    @ValueSource(strings = {"IllegalStateException", "AssertionError", "StackOverflowError"})
    void aStopThatThrows_keepsNeitherThePluginNorItsLoader(String thrown) throws Exception {
        Path bad = PluginJars.runner(folder, "bad", "1.0.0")
                .pluginClass("com.acme.bad.ThePlugin", "@Override public void stop() { throw new " + thrown + "(); }")
                .jar("bad.jar");
        host.load(bad);
        WeakReference<ClassLoader> first = loaderBehind(runner("bad"));

        assertThat(host.reload("bad", bad).retired())
                .singleElement()
                .satisfies(old -> assertThat(old.stop().kind()).isEqualTo(StopResult.Kind.FAILED));
        assertThat(host.status().plugin("bad").orElseThrow().generation()).isEqualTo(2);
        WeakReference<ClassLoader> second = loaderBehind(runner("bad"));
        UnloadReport report = host.unload("bad");

        assertThat(report.unloaded()).isTrue();
        assertThat(report.plugin().stop().kind()).isEqualTo(StopResult.Kind.FAILED);
        assertThat(host.status().current()).isEmpty();
        LoaderReclamation.assertCollected(first);
        LoaderReclamation.assertCollected(second);
    }

    /** Elsewhere every later load throws because of it, and so does an unload, after it has unloaded. */
    @Test
    void aMissingDependency_concernsOnlyThePluginThatNeedsIt() {
        LoadReport report = host.load(List.of(jar("lonely", "1.0.0", "nowhere"), jar("good", "1.0.0")));
        assertThat(report.failures())
                .extracting(PluginLoadException::reason)
                .containsExactly("it depends on plugin 'nowhere', which is not loaded");

        assertThat(load("later", "1.0.0").version()).isEqualTo("1.0.0");
        assertThat(host.unload("good").unloaded()).isTrue();
        load("nowhere", "1.0.0");
        assertThat(load("lonely", "1.0.0", "nowhere").version()).isEqualTo("1.0.0");
    }

    /** Elsewhere the class loaders of dependencies are closed before their dependents stop, which fails with an error. */
    @Test
    void dependentsStop_whileTheClassesTheyRunOnAreThere() {
        Path one = library("one", "");
        Path two = library("two", "one");
        host.load(List.of(
                        one,
                        two,
                        PluginJars.plugin(folder, "three", "1.0.0")
                                .dependsOn("two,one")
                                .compiledAgainst(one)
                                .compiledAgainst(two)
                                .pluginClass("com.acme.three.Three", """
                        @Override public void stop() {
                            PluginEvents.add(com.acme.one.Library.word() + com.acme.two.Library.word());
                        }
                        """)
                                .jar("three.jar")))
                .orThrow();

        UnloadReport report = host.unload("one");

        assertThat(report.generations()).extracting(GenerationUnload::pluginId).containsExactly("three", "two", "one");
        assertThat(PluginEvents.all()).containsExactly("onetwo");
    }

    private Path library(String id, String dependency) {
        PluginJars jar =
                PluginJars.plugin(folder, id, "1.0.0").source("com.acme." + id + ".Library", """
                        public class Library { public static String word() { return "%s"; } }
                        """.formatted(id));
        return (dependency.isEmpty() ? jar : jar.dependsOn(dependency)).jar(id + ".jar");
    }

    /** Elsewhere they are neither stopped nor told, and go on with the classes of a plugin that is gone. */
    @Test
    void optionalDependents_goAlong_andComeAlong() {
        load("base", "1.0.0");
        load("top", "1.0.0", "base?");

        assertThat(host.reload("base", jar("base", "2.0.0")).loaded())
                .extracting(each -> each.id() + " " + each.generation())
                .containsExactly("base 2", "top 2");
        assertThat(host.unload("base").generations())
                .extracting(GenerationUnload::pluginId)
                .containsExactly("top", "base");
    }

    /** Elsewhere the first class that neither has ends in a stack overflow. */
    @Test
    void pluginsThatWishForEachOther_areNamed_andNotLinkedInACircle() {
        LoadReport report =
                host.load(List.of(jar("one", "1.0.0", "two?"), jar("two", "1.0.0", "one?"), jar("good", "1.0.0")));

        assertThat(report.loaded()).extracting(each -> each.id()).containsExactly("good");
        assertThat(report.failures())
                .hasSize(2)
                .allSatisfy(failure -> assertThat(failure.reason()).contains("circle", "'one'", "'two'"));
    }

    /** Elsewhere methods that a subclass overrides run before its own constructor. */
    @Test
    void nothingOfTheApplications_runsBeforeTheHostIsWhole() {
        assertThat(Modifier.isFinal(PluginHost.class.getModifiers())).isTrue();
        assertThat(PluginHost.class.getConstructors()).isEmpty();
    }

    /** Elsewhere there is one plugin of an id, and its new version has to wait until the old one is gone. */
    @Test
    void twoVersionsOfOnePlugin_runSideBySide() throws Exception {
        Runner runner = load("tax", "1.0.0");
        List<String> said = new ArrayList<>();
        HeldCall call = HeldCall.in(runner, () -> said.add("still inside"));

        assertThat(host.reload("tax", jar("tax", "2.0.0"), AT_ONCE).switched()).isTrue();

        assertThat(runner.version()).isEqualTo("2.0.0");
        assertThat(host.status().retiring())
                .extracting(GenerationStatus::version)
                .containsExactly("1.0.0");
        call.release();
        assertThat(call.result()).isEqualTo("done");
        assertThat(said).containsExactly("still inside");
    }

    /** Elsewhere the rest stays unloaded or half loaded. */
    @Test
    void oneBrokenPlugin_keepsNoOtherFromLoadingOrStopping() {
        Path broken = PluginJars.plugin(folder, "broken", "1.0.0")
                .pluginClass("com.acme.Broken", "@Override public void start() { throw new NoClassDefFoundError(); }")
                .jar("broken.jar");

        LoadReport report = host.load(List.of(broken, jar("one", "1.0.0"), jar("two", "1.0.0")));

        assertThat(report.loaded()).hasSize(2);
        assertThat(host.unloadAll(UnloadPolicy.DEFAULT))
                .allMatch(UnloadReport::unloaded)
                .hasSize(2);
        assertThatThrownBy(report::orThrow).isInstanceOf(PluginLoadException.class);
    }
}
