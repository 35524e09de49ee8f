package io.rundown.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rundown.host.model.PluginUnavailableException;
import io.rundown.host.testing.HeldCall;
import io.rundown.host.testing.Hook;
import io.rundown.host.testing.LoaderReclamation;
import io.rundown.host.testing.PluginEvents;
import io.rundown.host.testing.PluginJars;
import io.rundown.host.testing.Runner;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pf4j.PluginAlreadyLoadedException;
import org.pf4j.PluginNotFoundException;
import org.pf4j.PluginRuntimeException;
import org.pf4j.PluginState;
import org.pf4j.PluginWrapper;
import org.pf4j.RuntimeMode;

/** Loading, starting, stopping, unloading and deleting through pf4j's interface. */
class PluginManagerViewTest extends ManagerFixture {

    // ------------------------------------------------------------------------ load

    @Test
    void loading_readsTheDescriptorAndRunsNothing() {
        Path jar = PluginJars.runner(root, "tax", "1.0.0")
                .descriptor("Plugin-Provider", "Acme")
                .descriptor("Plugin-License", "MIT")
                .descriptor("Plugin-Description", "Taxes")
                .jar("tax.jar");

        assertThat(manager.loadPlugin(jar)).isEqualTo("tax");

        PluginWrapper tax = manager.getPlugin("tax");
        assertThat(tax.getPluginState()).isEqualTo(PluginState.RESOLVED);
        assertThat(tax.getPluginPath()).isEqualTo(jar);
        assertThat(tax.getDescriptor().getVersion()).isEqualTo("1.0.0");
        assertThat(tax.getDescriptor().getProvider()).isEqualTo("Acme");
        assertThat(tax.getDescriptor().getLicense()).isEqualTo("MIT");
        assertThat(tax.getDescriptor().getPluginDescription()).isEqualTo("Taxes");
        assertThat(tax.getPluginManager()).isSameAs(manager);
        assertThat(tax.getPluginClassLoader()).isNull();
        assertThat(tax.getPlugin()).isNull();
        assertThat(manager.getExtensions(Runner.class)).isEmpty();
        assertThat(host.status().current()).isEmpty();
        assertThat(PluginEvents.all()).isEmpty();
    }

    @Test
    void loadingAll_takesWhatIsInTheRootsAndOneBadFileHindersNoOther() throws Exception {
        jar("tax", "1.0.0");
        PluginJars.runner(root, "fraud", "1.0.0").zip("fraud.zip");
        PluginJars.runner(root, "rates", "1.0.0").unpacked("rates");
        Files.writeString(root.resolve("bad.jar"), "no archive");
        Files.writeString(root.resolve("disabled.txt"), "");

        manager.loadPlugins();
        assertThat(ids(manager.getResolvedPlugins())).containsExactly("fraud", "rates", "tax");

        manager.loadPlugins();
        assertThat(ids(manager.getPlugins())).containsExactly("fraud", "rates", "tax");
        assertThat(root.resolve("fraud"))
                .as("nothing is unpacked beside the original")
                .doesNotExist();
    }

    @Test
    void aPluginIsUnresolvedUntilItsDependenciesAreThere() {
        manager.loadPlugin(jar("carrier", "1.0.0", "rates@>=2.0.0"));
        assertThat(ids(manager.getUnresolvedPlugins())).containsExactly("carrier");
        assertThat(manager.getPlugin("carrier").getFailedException())
                .hasMessage("it depends on plugin 'rates', which is not there");
        assertThat(manager.startPlugin("carrier")).isEqualTo(PluginState.CREATED);

        manager.loadPlugin(jar("rates", "1.0.0"));
        assertThat(manager.getPlugin("carrier").getFailedException())
                .hasMessage("it depends on plugin 'rates' >=2.0.0, but version 1.0.0 is there");
        manager.deletePlugin("rates");

        manager.loadPlugin(jar("rates", "2.0.0"));
        assertThat(ids(manager.getResolvedPlugins())).containsExactly("carrier", "rates");
        assertThat(manager.getPlugin("carrier").getFailedException()).isNull();
    }

    @Test
    void pluginsInACircleAreNeverResolved() {
        manager.loadPlugin(jar("a", "1.0.0", "b"));
        manager.loadPlugin(jar("b", "1.0.0", "a"));

        assertThat(ids(manager.getUnresolvedPlugins())).containsExactly("a", "b");
    }

    @Test
    void whatCannotBeLoaded_isRefusedAsPf4jDoes() throws Exception {
        Path jar = jar("tax", "1.0.0");
        manager.loadPlugin(jar);

        assertThatIllegalArgumentException().isThrownBy(() -> manager.loadPlugin(null));
        assertThatIllegalArgumentException().isThrownBy(() -> manager.loadPlugin(root.resolve("nowhere.jar")));
        assertThatThrownBy(() -> manager.loadPlugin(jar)).isInstanceOf(PluginAlreadyLoadedException.class);
        Path other = jar("tax", "2.0.0");
        assertThatThrownBy(() -> manager.loadPlugin(other))
                .isInstanceOf(PluginRuntimeException.class)
                .hasMessageContainingAll("tax", "tax-1.0.0.jar", "reload");
        Path bad = Files.writeString(root.resolve("bad.jar"), "no archive");
        assertThatThrownBy(() -> manager.loadPlugin(bad))
                .isInstanceOf(PluginRuntimeException.class)
                .hasMessageContaining("is not an archive");
    }

    // ------------------------------------------------------------------------ start

    @Test
    void starting_makesAGenerationAndHandsOutHandles() throws Exception {
        Runner runner = start(jar("tax", "1.0.0"));

        assertThat(runner.run(() -> "inside")).isEqualTo("inside");
        assertThat(runner).isSameAs(host.extension(Runner.class, "tax"));
        assertThat(manager.getPlugin("tax").getPluginState()).isEqualTo(PluginState.STARTED);
        assertThat(manager.startPlugin("tax")).isEqualTo(PluginState.STARTED);
        assertThat(host.status().plugin("tax").orElseThrow().generation()).isEqualTo(1);
    }

    @Test
    void starting_startsDependenciesFirst() {
        manager.loadPlugin(jar("carrier", "1.0.0", "rates"));
        manager.loadPlugin(jar("rates", "1.0.0"));

        assertThat(manager.startPlugin("carrier")).isEqualTo(PluginState.STARTED);

        assertThat(PluginEvents.all()).containsExactly("start rates 1.0.0", "start carrier 1.0.0");
    }

    @Test
    void aStartThatFails_isToldAndCanBeTriedAgain() {
        Path bad = PluginJars.plugin(root, "bad", "1.0.0")
                .pluginClass("com.acme.Bad", """
                        @Override public void start() { Hook.run(); }
                        """)
                .jar("bad.jar");
        Hook.set(() -> {
            throw new IllegalStateException("no port");
        });
        manager.loadPlugin(bad);
        manager.loadPlugin(jar("dependent", "1.0.0", "bad"));

        assertThat(manager.startPlugin("dependent")).isEqualTo(PluginState.FAILED);
        assertThat(manager.getPlugin("bad").getPluginState()).isEqualTo(PluginState.FAILED);
        assertThat(manager.getPlugin("bad").getFailedException()).hasMessageContaining("no port");
        assertThat(manager.getPlugin("dependent").getFailedException()).hasMessageContaining("'bad'");

        Hook.set(() -> {});
        assertThat(manager.startPlugin("dependent")).isEqualTo(PluginState.STARTED);
        assertThat(manager.getPlugin("bad").getFailedException()).isNull();
    }

    @Test
    void startingAndStoppingAll_goesOnWhateverHappensToOne() {
        manager.loadPlugin(PluginJars.plugin(root, "bad", "1.0.0")
                .pluginClass("com.acme.Bad", "@Override public void start() { throw new Error(\"bad\"); }")
                .jar("bad.jar"));
        manager.loadPlugin(jar("rates", "1.0.0"));
        manager.loadPlugin(jar("carrier", "1.0.0", "rates"));
        manager.loadPlugin(jar("tax", "1.0.0"));

        manager.startPlugins();
        assertThat(ids(manager.getStartedPlugins())).containsExactly("carrier", "rates", "tax");
        assertThat(ids(manager.getPlugins(PluginState.FAILED))).containsExactly("bad");

        PluginEvents.clear();
        manager.stopPlugins();
        assertThat(ids(manager.getPlugins(PluginState.STOPPED))).containsExactly("carrier", "rates", "tax");
        assertThat(PluginEvents.all()).containsSubsequence("stop carrier 1.0.0", "stop rates 1.0.0");
        assertThat(host.status().current()).isEmpty();

        manager.startPlugins();
        assertThat(ids(manager.getStartedPlugins())).containsExactly("carrier", "rates", "tax");
    }

    // ------------------------------------------------------------------------ stop

    @Test
    void stopping_stopsDependentsFirstAndAllStayKnown() {
        Path jar = jar("rates", "1.0.0");
        start(jar);
        Runner carrier = start(jar("carrier", "1.0.0", "rates"));
        PluginEvents.clear();

        assertThat(manager.stopPlugin("rates")).isEqualTo(PluginState.STOPPED);

        assertThat(PluginEvents.all()).containsExactly("stop carrier 1.0.0", "stop rates 1.0.0");
        assertThat(ids(manager.getPlugins(PluginState.STOPPED))).containsExactly("carrier", "rates");
        assertThat(manager.getPlugin("rates").getPluginPath()).isEqualTo(jar);
        assertThat(manager.getPlugin("rates").getPluginClassLoader()).isNull();
        assertThat(manager.getPlugin("rates").getPlugin()).isNull();
        assertThat(manager.stopPlugin("rates")).isEqualTo(PluginState.STOPPED);
        assertThatThrownBy(carrier::version).isInstanceOf(PluginUnavailableException.class);

        assertThat(manager.startPlugin("carrier")).isEqualTo(PluginState.STARTED);
        assertThat(carrier.version()).isEqualTo("1.0.0");
        assertThat(host.status().plugin("rates").orElseThrow().generation()).isEqualTo(2);
    }

    @Test
    void whatDoesNotDrainWithinThePolicy_isToldAsItIs() throws Exception {
        Path jar = jar("tax", "1.0.0");
        Runner tax = start(jar);
        HeldCall call = HeldCall.in(tax);

        assertThat(manager.stopPlugin("tax")).isEqualTo(PluginState.STARTED);
        assertThat(manager.unloadPlugin("tax")).isFalse();
        assertThat(manager.deletePlugin("tax")).isFalse();
        assertThat(manager.disablePlugin("tax")).isFalse();
        manager.stopPlugins();
        manager.unloadPlugins();
        assertThat(manager.getPlugin("tax").getPluginState()).isEqualTo(PluginState.STARTED);
        assertThat(jar).exists();
        assertThat(tax.version()).isEqualTo("1.0.0");

        call.release();
        assertThat(call.result()).isEqualTo("done");
        assertThat(manager.stopPlugin("tax")).isEqualTo(PluginState.STOPPED);
        assertThat(PluginEvents.all()).containsExactly("start tax 1.0.0", "stop tax 1.0.0");
    }

    @Test
    void dependentsThatWentBeforeOneThatStays_areStopped() throws Exception {
        Runner rates = start(jar("rates", "1.0.0"));
        start(jar("carrier", "1.0.0", "rates"));
        HeldCall call = HeldCall.in(rates);

        assertThat(manager.unloadPlugin("rates")).isFalse();

        assertThat(manager.getPlugin("rates").getPluginState()).isEqualTo(PluginState.STARTED);
        assertThat(manager.getPlugin("carrier").getPluginState()).isEqualTo(PluginState.STOPPED);
        call.release();
        call.result();
    }

    @Test
    void aStopThatThrows_isToldAndThePluginIsStopped() {
        manager.loadPlugin(PluginJars.plugin(root, "bad", "1.0.0")
                .pluginClass("com.acme.Bad", "@Override public void stop() { throw new Error(\"burning\"); }")
                .jar("bad.jar"));
        manager.startPlugin("bad");

        assertThat(manager.stopPlugin("bad")).isEqualTo(PluginState.STOPPED);

        assertThat(manager.getPlugin("bad").getFailedException()).hasMessageContaining("burning");
        assertThat(manager.startPlugin("bad")).isEqualTo(PluginState.STARTED);
    }

    // ------------------------------------------------------------------------ unload, delete

    @Test
    void unloading_forgetsThePluginAndThoseThatNeedIt() {
        start(jar("rates", "1.0.0"));
        start(jar("carrier", "1.0.0", "rates"));
        manager.loadPlugin(jar("waiting", "1.0.0", "carrier"));
        start(jar("tax", "1.0.0"));
        PluginWrapper kept = manager.getPlugin("rates");

        assertThat(manager.unloadPlugin("rates")).isTrue();

        assertThat(ids(manager.getPlugins())).containsExactly("tax");
        assertThat(kept.getPluginState()).isEqualTo(PluginState.UNLOADED);
        assertThat(kept.getDescriptor().getVersion()).isEqualTo("1.0.0");
        assertThat(manager.getPlugin("rates")).isNull();
        assertThat(manager.unloadPlugin("rates")).isFalse();

        manager.unloadPlugins();
        assertThat(manager.getPlugins()).isEmpty();
        assertThat(host.status().current()).isEmpty();
    }

    @Test
    void unknownIds_areRefusedAsPf4jDoes() {
        assertThatThrownBy(() -> manager.startPlugin("x")).isInstanceOf(PluginNotFoundException.class);
        assertThatThrownBy(() -> manager.stopPlugin("x")).isInstanceOf(PluginNotFoundException.class);
        assertThatThrownBy(() -> manager.deletePlugin("x")).isInstanceOf(PluginNotFoundException.class);
        assertThatThrownBy(() -> manager.enablePlugin("x")).isInstanceOf(PluginNotFoundException.class);
        assertThatThrownBy(() -> manager.disablePlugin("x")).isInstanceOf(PluginNotFoundException.class);
        assertThat(manager.unloadPlugin("x")).isFalse();
        assertThat(manager.getPlugin("x")).isNull();
        assertThat(manager.getPluginClassLoader("x")).isNull();
        assertThat(manager.getExtensions(Runner.class, "x")).isEmpty();
        assertThat((List<?>) manager.getExtensions("x")).isEmpty();
        assertThat(manager.getExtensionClasses("x")).isEmpty();
        assertThat(manager.getExtensionClassNames("x")).isEmpty();
    }

    /** Its class loader is still open: it can load a class that it has never used. */
    private Path deletable(String id) {
        return PluginJars.runner(root, id, "1.0.0")
                .source("com.acme." + id + ".Farewell", """
                        class Farewell { static String words() { return "deleted %s"; } }
                        """.formatted(id))
                .pluginClass("com.acme." + id + ".ThePlugin", """
                        @Override public void start() { PluginEvents.add("start %1$s"); }
                        @Override public void stop() { PluginEvents.add("stop %1$s"); }
                        @Override public void delete() { PluginEvents.add(Farewell.words()); }
                        """.formatted(id))
                .jar(id + ".jar");
    }

    @Test
    void deleting_tellsThePluginWhileItCanLoadClasses_andDeletesTheFile() {
        Path jar = deletable("tax");
        start(jar);
        start(jar("dependent", "1.0.0", "tax"));
        PluginEvents.clear();

        assertThat(manager.deletePlugin("tax")).isTrue();

        assertThat(PluginEvents.all()).containsExactly("stop dependent 1.0.0", "stop tax", "deleted tax");
        assertThat(jar).doesNotExist();
        assertThat(manager.getPlugin("tax")).isNull();
        assertThat(manager.getPlugin("dependent").getPluginState()).isEqualTo(PluginState.STOPPED);
    }

    @Test
    void deleting_tellsAPluginThatDoesNotRun() {
        Path jar = deletable("tax");
        manager.loadPlugin(jar);

        assertThat(manager.deletePlugin("tax")).isTrue();

        assertThat(PluginEvents.all()).containsExactly("deleted tax");
        assertThat(jar).doesNotExist();
    }

    @Test
    void deleting_removesZipsAndFolders() {
        Path zip = PluginJars.runner(root, "fraud", "1.0.0").zip("fraud.zip");
        Path unpacked = PluginJars.runner(root, "rates", "1.0.0").unpacked("rates");
        start(zip);
        start(unpacked);

        assertThat(manager.deletePlugin("fraud")).isTrue();
        assertThat(manager.deletePlugin("rates")).isTrue();

        assertThat(zip).doesNotExist();
        assertThat(unpacked).doesNotExist();
    }

    @Test
    void ofAZipAndWhatPf4jUnpackedFromIt_oneIsTaken() throws Exception {
        PluginJars.runner(root, "fraud", "2.0.0").zip("fraud.zip");
        Path unpacked = PluginJars.runner(root, "fraud", "1.0.0").unpacked("fraud");
        Files.setLastModifiedTime(unpacked, FileTime.fromMillis(1000));

        manager.loadPlugins();

        assertThat(manager.getPlugin("fraud").getDescriptor().getVersion()).isEqualTo("2.0.0");
    }

    // ------------------------------------------------------------------------ both views

    @Test
    void whatTheHostDoes_isSeenHere() {
        Path jar = jar("tax", "1.0.0");
        host.load(jar);
        PluginWrapper tax = manager.getPlugin("tax");
        assertThat(tax.getPluginState()).isEqualTo(PluginState.STARTED);
        assertThat(tax.getPluginPath()).isEqualTo(jar);
        assertThatThrownBy(() -> manager.loadPlugin(jar)).isInstanceOf(PluginAlreadyLoadedException.class);

        host.reload("tax", jar("tax", "2.0.0"));
        assertThat(tax.getDescriptor().getVersion()).isEqualTo("2.0.0");
        assertThat(tax.getPluginState()).isEqualTo(PluginState.STARTED);

        host.unload("tax");
        assertThat(tax.getPluginState()).isEqualTo(PluginState.UNLOADED);
        assertThat(manager.getPlugins()).isEmpty();
    }

    @Test
    void whatTheHostLoaded_canBeStoppedHere_andWhatWasStoppedHereCanBeLoadedThere() {
        Path jar = jar("tax", "1.0.0");
        host.load(jar);

        assertThat(manager.stopPlugin("tax")).isEqualTo(PluginState.STOPPED);
        assertThat(host.status().current()).isEmpty();

        host.load(jar);
        assertThat(manager.getPlugin("tax").getPluginState()).isEqualTo(PluginState.STARTED);
        assertThat(manager.getPlugins()).hasSize(1);
    }

    @Test
    void aWrapper_isNotForTheApplicationToSet() {
        start(jar("tax", "1.0.0"));
        PluginWrapper tax = manager.getPlugin("tax");

        assertThatThrownBy(() -> tax.setPluginState(PluginState.FAILED))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> tax.setPluginFactory(ignored -> null))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> tax.setFailedException(new Error())).isInstanceOf(UnsupportedOperationException.class);
        assertThat(tax).isEqualTo(manager.getPlugin("tax")).hasToString("Plugin 'tax' 1.0.0 (STARTED)");
    }

    @Test
    void aKeptWrapperKeepsNoClassLoader() {
        start(jar("tax", "1.0.0"));
        PluginWrapper kept = manager.getPlugin("tax");
        WeakReference<ClassLoader> loader = new WeakReference<>(kept.getPluginClassLoader());
        assertThat(kept.getPlugin().getClass().getClassLoader()).isSameAs(loader.get());

        manager.stopPlugin("tax");

        LoaderReclamation.assertCollected(loader);
        assertThat(kept.getPluginState()).isEqualTo(PluginState.STOPPED);
    }

    @Test
    void listsAreSnapshots() {
        start(jar("tax", "1.0.0"));
        List<PluginWrapper> before = manager.getStartedPlugins();
        List<PluginWrapper> all = manager.getPlugins();

        manager.unloadPlugin("tax");

        assertThat(before).hasSize(1);
        assertThat(all).hasSize(1);
        assertThat(manager.getStartedPlugins()).isEmpty();
    }

    @Test
    @SuppressWarnings("deprecation") // by pf4j
    void theSurroundingsAreThoseOfTheBuilder() throws IOException {
        assertThat(manager.getPluginsRoots()).containsExactly(root);
        assertThat(manager.getPluginsRoot()).isEqualTo(root);
        assertThat(manager.getRuntimeMode()).isEqualTo(RuntimeMode.DEPLOYMENT);
        assertThat(manager.isNotDevelopment()).isTrue();
        assertThat(manager.getSystemVersion()).isEqualTo("0.0.0");
        assertThat(manager.getVersionManager().compareVersions("1.0.0", "2.0.0"))
                .isNegative();
        assertThat(manager.getExtensionFactory()).isNotNull();
        assertThat(host.asPluginManager()).isSameAs(manager);
        try (PluginHost without =
                PluginHost.builder().workDirectory(folder.resolve("without")).build()) {
            assertThat(without.asPluginManager().getPluginsRoots()).isEmpty();
            assertThatThrownBy(() -> without.asPluginManager().getPluginsRoot())
                    .isInstanceOf(IllegalStateException.class);
            without.asPluginManager().loadPlugins();
            assertThat(without.asPluginManager().getPlugins()).isEmpty();
        }
    }
}
