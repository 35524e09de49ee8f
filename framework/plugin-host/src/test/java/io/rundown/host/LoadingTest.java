package io.rundown.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rundown.host.model.GenerationPhase;
import io.rundown.host.model.GenerationStatus;
import io.rundown.host.model.LoadReport;
import io.rundown.host.model.LoadedPlugin;
import io.rundown.host.model.PluginLoadException;
import io.rundown.host.model.UnknownPluginException;
import io.rundown.host.testing.PluginEvents;
import io.rundown.host.testing.PluginJars;
import io.rundown.host.testing.Runner;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadingTest {

    @TempDir
    Path folder;

    private PluginHost host;

    @BeforeEach
    void openHost() {
        PluginEvents.clear();
        host = PluginHost.builder().workDirectory(folder.resolve("work")).build();
    }

    @AfterEach
    void closeHost() {
        host.close();
    }

    @Test
    void aJarIsLoadedStartedAndCalled() throws Exception {
        Path jar = PluginJars.runner(folder, "tax", "1.0.0").jar("tax.jar");

        LoadedPlugin loaded = host.load(jar);

        assertThat(loaded).isEqualTo(new LoadedPlugin("tax", "1.0.0", 1, jar));
        assertThat(PluginEvents.all()).containsExactly("start tax 1.0.0");
        Runner runner = host.extension(Runner.class, "tax");
        assertThat(runner.run(() -> "inside")).isEqualTo("inside");
    }

    @Test
    void aZipIsLoaded() {
        host.load(PluginJars.runner(folder, "tax", "1.0.0").zip("tax.zip"));

        assertThat(host.extension(Runner.class, "tax").version()).isEqualTo("1.0.0");
    }

    @Test
    void aFolderIsLoaded() {
        host.load(PluginJars.runner(folder, "tax", "1.0.0").unpacked("tax"));

        assertThat(host.extension(Runner.class, "tax").version()).isEqualTo("1.0.0");
    }

    @Test
    void aPluginNeedsNoClassOfItsOwn() {
        host.load(PluginJars.plugin(folder, "plain", "1.0.0")
                .runnerExtension("com.acme.Plain", "1.0.0")
                .jar("plain.jar"));

        assertThat(host.extension(Runner.class, "plain").version()).isEqualTo("1.0.0");
    }

    @Test
    void theOriginalMayBeDeletedWhileThePluginRuns() throws Exception {
        Path jar = PluginJars.runner(folder, "tax", "1.0.0").jar("tax.jar");
        host.load(jar);
        Files.delete(jar);

        assertThat(host.extension(Runner.class, "tax").version()).isEqualTo("1.0.0");
    }

    @Test
    void constructionAndStartSeeThePluginsContextClassLoader() {
        host.load(PluginJars.plugin(folder, "context", "1.0.0")
                .pluginClass("com.acme.Context", """
                        public Context() { tell("construct"); }
                        @Override public void start() { tell("start"); }
                        @Override public void stop() { tell("stop"); }
                        private void tell(String step) {
                            ClassLoader context = Thread.currentThread().getContextClassLoader();
                            PluginEvents.add(step + " " + (context == getClass().getClassLoader()));
                        }
                        """)
                .jar("context.jar"));
        host.unload("context");

        assertThat(PluginEvents.all()).containsExactly("construct true", "start true", "stop true");
    }

    @Test
    void aPluginWithAWrapperConstructorSeesItselfAndSteersNothing() {
        host.load(PluginJars.plugin(folder, "wrapped", "1.0.0")
                .pluginClass("com.acme.Wrapped", """
                        public Wrapped(PluginWrapper wrapper) { super(wrapper); }
                        @Override public void start() {
                            PluginEvents.add(wrapper.getPluginId() + " " + wrapper.getDescriptor().getVersion());
                            PluginEvents.add("" + wrapper.getPluginManager().getPlugins().contains(wrapper));
                            try {
                                wrapper.getPluginManager().unloadPlugin("wrapped");
                            } catch (UnsupportedOperationException e) {
                                PluginEvents.add("refused");
                            }
                        }
                        """)
                .jar("wrapped.jar"));

        assertThat(PluginEvents.all()).containsExactly("wrapped 1.0.0", "true", "refused");
    }

    @Test
    void aPluginFindsResourcesAndClassesOfItsDependencies() {
        Path rates = PluginJars.plugin(folder, "rates", "1.2.0")
                .source("com.acme.Rates", "public class Rates { public static String all() { return \"rates\"; } }")
                .entry("rates.txt", "x".getBytes(StandardCharsets.UTF_8))
                .jar("rates.jar");
        Path carrier = PluginJars.plugin(folder, "carrier", "1.0.0")
                .dependsOn("rates@>=1.0.0")
                .compiledAgainst(rates)
                .pluginClass("com.acme.carrier.Carrier", """
                        @Override public void start() {
                            PluginEvents.add(com.acme.Rates.all() + " "
                                    + (getClass().getClassLoader().getResource("rates.txt") != null));
                        }
                        """)
                .jar("carrier.jar");

        LoadReport report = host.load(List.of(carrier, rates));

        assertThat(report.failures()).isEmpty();
        assertThat(report.loaded()).extracting(LoadedPlugin::id).containsExactly("rates", "carrier");
        assertThat(PluginEvents.all()).containsExactly("rates true");
        GenerationStatus status = host.status().plugin("carrier").orElseThrow();
        assertThat(status.dependsOn()).containsExactly("rates");
        assertThat(status.phase()).isEqualTo(GenerationPhase.ACTIVE);
    }

    @Test
    void anOptionalDependencyThatIsAwayIsNoObstacle() {
        host.load(PluginJars.runner(folder, "carrier", "1.0.0")
                .dependsOn("rates?")
                .jar("carrier.jar"));

        assertThat(host.status().plugin("carrier").orElseThrow().dependsOn()).isEmpty();
    }

    @Test
    void anExtensionThatAsksForAnOptionalDependency_staysAwayWithoutIt() throws Exception {
        Path rates = PluginJars.plugin(folder, "rates", "1.0.0")
                .source("com.acme.Rates", "public interface Rates {}")
                .jar("rates.jar");
        Path carrier = PluginJars.runner(folder, "carrier", "1.0.0")
                .dependsOn("rates?")
                .compiledAgainst(rates)
                .source("com.acme.carrier.WithRates", """
                        @Extension(plugins = "rates")
                        public class WithRates extends TheRunner implements com.acme.Rates {}
                        """)
                .extension("com.acme.carrier.WithRates")
                .jar("carrier.jar");

        host.load(carrier);
        assertThat(host.extensions(Runner.class)).hasSize(1);

        host.unload("carrier");
        host.load(List.of(carrier, rates)).orThrow();
        assertThat(host.extensions(Runner.class)).hasSize(2);
    }

    @Test
    void extensionsOfAllPluginsComeInTheOrderOfTheirOrdinals() {
        host.load(List.of(
                ordered("late", 7).jar("a.jar"),
                ordered("early", -3).jar("b.jar"),
                PluginJars.runner(folder, "middle", "middle-0")
                        .descriptor("Plugin-Version", "1.0.0")
                        .jar("c.jar")));

        assertThat(host.extensions(Runner.class))
                .extracting(Runner::version)
                .containsExactly("early", "middle-0", "late");
    }

    private PluginJars ordered(String id, int ordinal) {
        return PluginJars.plugin(folder, id, "1.0.0")
                .source("com.acme." + id + ".Base", """
                        abstract class Base implements Runner {
                            @Override public Object run(Callable<?> body) throws Exception { return body.call(); }
                            @Override public CompletionStage<String> later(CompletionStage<String> s) { return s; }
                        }
                        """)
                .source("com.acme." + id + ".Ordered", """
                        @Extension(ordinal = %d)
                        public class Ordered extends Base {
                            @Override public String version() { return "%s"; }
                        }
                        """.formatted(ordinal, id))
                .extension("com.acme." + id + ".Ordered");
    }

    @Test
    void theViewOfExtensionsIsLive() {
        Collection<Runner> view = host.extensions(Runner.class);
        assertThat(view).isEmpty();

        host.load(PluginJars.runner(folder, "tax", "1.0.0").jar("tax.jar"));
        assertThat(view).extracting(Runner::version).containsExactly("1.0.0");

        host.unload("tax");
        assertThat(view).isEmpty();
    }

    @Test
    void theSameExtensionIsTheSameHandleEveryTime() {
        host.load(PluginJars.runner(folder, "tax", "1.0.0").jar("tax.jar"));

        Runner one = host.extension(Runner.class, "tax");
        assertThat(host.extensions(Runner.class)).containsExactly(one);
        assertThat(host.extension(Runner.class, "tax")).isSameAs(one);
    }

    @Test
    void aFolderOfPluginsIsLoadedAndOtherFilesAreLeftAlone() throws Exception {
        Path plugins = Files.createDirectory(folder.resolve("plugins"));
        PluginJars.runner(plugins, "tax", "1.0.0").jar("tax.jar");
        PluginJars.runner(plugins, "fraud", "1.0.0").zip("fraud.zip");
        Files.writeString(plugins.resolve("README.txt"), "not a plugin");

        LoadReport report = host.loadAll(plugins);

        assertThat(report.failures()).isEmpty();
        assertThat(report.loaded()).extracting(LoadedPlugin::id).containsExactly("fraud", "tax");
    }

    @Test
    void aMissingFolderIsAnErrorThatNamesIt() {
        assertThatThrownBy(() -> host.loadAll(folder.resolve("nowhere")))
                .isInstanceOf(PluginLoadException.class)
                .hasMessageContainingAll("nowhere", "there is no such folder");
    }

    @Test
    void askingForAnUnknownPluginNamesThoseThatAreThere() {
        host.load(PluginJars.runner(folder, "tax", "1.0.0").jar("tax.jar"));

        assertThatThrownBy(() -> host.extension(Runner.class, "fraud"))
                .isInstanceOf(UnknownPluginException.class)
                .hasMessage("No plugin 'fraud' is loaded; loaded are tax");
        assertThatThrownBy(() -> host.extension(Comparable.class, "tax"))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContainingAll("tax", "java.lang.Comparable");
    }

    /** Threads hand both on to those that they start; a group may be of another plugin's class. */
    @Test
    @SuppressWarnings("ThreadPriorityCheck") // none is relied on
    void aPluginRunsOnThreads_thatHaveNeitherAGroupOfAForeignClassNorThePriorityOfWhoeverLoadsIt() throws Exception {
        Path jar = PluginJars.plugin(folder, "tax", "1.0.0")
                .pluginClass("com.acme.tax.ThePlugin", """
                        @Override public void start() {
                            Thread thread = Thread.currentThread();
                            PluginEvents.add(thread.getPriority() + " " + thread.getThreadGroup().getName());
                        }
                        """)
                .jar("tax.jar");
        FutureTask<LoadedPlugin> load = new FutureTask<>(() -> host.load(jar));
        Thread caller = new Thread(new ThreadGroup("callers") {}, load);
        caller.setPriority(Thread.MIN_PRIORITY);
        caller.start();
        load.get();

        assertThat(PluginEvents.all())
                .containsExactly(Thread.NORM_PRIORITY + " "
                        + Thread.currentThread().getThreadGroup().getName());
    }
}
