package io.rundown.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rundown.host.testing.LoaderReclamation;
import io.rundown.host.testing.PluginEvents;
import io.rundown.host.testing.PluginJars;
import io.rundown.host.testing.Runner;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.pf4j.PluginManager;
import org.pf4j.PluginState;
import org.pf4j.PluginWrapper;

/** What a plugin sees as its plugin manager. */
class PluginViewTest extends ManagerFixture {

    /** Hands its wrapper to the test, which plays the plugin. */
    private PluginWrapper looking(String id, String dependencies) {
        Path jar = PluginJars.plugin(root, id, "1.0.0")
                .dependsOn(dependencies)
                .pluginClass("com.acme." + id + ".Looking", """
                        static PluginWrapper mine;
                        public Looking(PluginWrapper wrapper) { super(wrapper); mine = wrapper; }
                        @Override public void start() {
                            PluginEvents.add(wrapper.getPluginState() + " "
                                    + wrapper.getPluginManager().getPlugins().contains(wrapper)
                                    + " " + (wrapper.getPlugin() == this));
                        }
                        """)
                .source("com.acme." + id + ".Lookout", """
                        public class Lookout implements java.util.function.Supplier<Object> {
                            @Override public Object get() { return Looking.mine; }
                        }
                        """)
                .extension("com.acme." + id + ".Lookout")
                .jar(id + ".jar");
        host.load(jar);
        return (PluginWrapper) host.extension(Supplier.class, id).get();
    }

    @Test
    void aPluginSeesItselfFromItsConstructionOn() {
        PluginWrapper mine = looking("looking", "");

        assertThat(PluginEvents.all()).containsExactly("RESOLVED true true");
        assertThat(mine.getPluginState()).isEqualTo(PluginState.STARTED);
        PluginManager view = mine.getPluginManager();
        assertThat(view.getPlugin("looking")).isSameAs(mine);
        assertThat(view.getPlugins()).containsExactly(mine);
        assertThat(view.whichPlugin(mine.getPlugin().getClass())).isSameAs(mine);
        assertThat(view.getPluginClassLoader("looking")).isSameAs(mine.getPluginClassLoader());
        assertThat(mine).isEqualTo(manager.getPlugin("looking")).hasSameHashCodeAs(manager.getPlugin("looking"));

        host.unload("looking");
        assertThat(mine.getPluginState()).isEqualTo(PluginState.STOPPED);
    }

    @Test
    void aPluginFindsTheExtensionsOfOthers_guarded() {
        PluginManager view = looking("looking", "").getPluginManager();
        assertThat(view.getExtensions(Runner.class)).isEmpty();

        host.load(jar("tax", "1.0.0"));

        assertThat(view.getExtensions(Runner.class)).containsExactly(host.extension(Runner.class, "tax"));
        assertThat(view.getExtensions(Runner.class, "tax")).hasSize(1);
        assertThat((List<?>) view.getExtensions("tax")).hasSize(1);
        assertThat(view.getPlugin("tax").getPluginState()).isEqualTo(PluginState.STARTED);
        assertThat(view.getPlugin("tax").getPluginManager()).isSameAs(view);
        assertThat(view.getPlugin("tax").getPlugin()).isNull();
        assertThat(view.getExtensionClasses("tax")).isEmpty();
        assertThat(view.getExtensionClasses(Runner.class)).isEmpty();
        assertThat(view.getExtensionClassNames("tax")).hasSize(1);
        assertThat(view.getExtensionClasses("looking")).hasSize(1);
        assertThat(ids(view.getStartedPlugins())).containsExactly("looking", "tax");
        assertThat(view.getPluginsRoots()).containsExactly(root);
        host.unload("tax");
        assertThat(view.getExtensions(Runner.class)).isEmpty();
        assertThat(view.getPlugin("tax")).isNull();
    }

    @Test
    void aPluginSeesTheClassLoadersOfThoseItIsLinkedTo_andOfNoOthers() {
        host.load(jar("rates", "1.0.0"));
        host.load(jar("tax", "1.0.0"));
        PluginManager old = looking("looking", "rates").getPluginManager();
        ClassLoader linked = old.getPluginClassLoader("rates");
        assertThat(linked).isSameAs(manager.getPluginClassLoader("rates"));
        assertThat(old.getPluginClassLoader("tax")).isNull();

        host.reload("rates");

        assertThat(old.getPluginClassLoader("rates"))
                .as("of the generation that it was linked to, which is closed and forgotten")
                .isNull();
        assertThat(manager.getPluginClassLoader("rates")).isNotSameAs(linked);
    }

    @Test
    void steeringIsForTheApplication() {
        PluginManager view = looking("looking", "").getPluginManager();
        Path jar = jar("tax", "1.0.0");

        List<Runnable> steering = List.of(
                view::loadPlugins,
                () -> view.loadPlugin(jar),
                view::startPlugins,
                () -> view.startPlugin("looking"),
                view::stopPlugins,
                () -> view.stopPlugin("looking"),
                view::unloadPlugins,
                () -> view.unloadPlugin("looking"),
                () -> view.disablePlugin("looking"),
                () -> view.enablePlugin("looking"),
                () -> view.deletePlugin("looking"),
                () -> view.setSystemVersion("1.0.0"));

        for (Runnable each : steering) {
            assertThatThrownBy(each::run)
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContainingAll("Plugin 'looking' called PluginManager.", "the application steers");
        }
        assertThat(manager.getPlugin("looking").getPluginState()).isEqualTo(PluginState.STARTED);
    }

    @Test
    void theListenersOfAPluginGoWithIt() {
        Path jar = PluginJars.plugin(root, "listening", "1.0.0")
                .pluginClass("com.acme.Listening", """
                        public Listening(PluginWrapper wrapper) { super(wrapper); }
                        @Override public void start() {
                            wrapper.getPluginManager().addPluginStateListener(event -> PluginEvents.add(
                                    event.getPlugin().getPluginId() + " " + event.getPluginState()));
                        }
                        """)
                .jar("listening.jar");
        host.load(jar);
        WeakReference<ClassLoader> loader = new WeakReference<>(manager.getPluginClassLoader("listening"));
        host.load(jar("tax", "1.0.0"));
        host.unload("tax");
        assertThat(PluginEvents.all()).contains("listening STARTED", "tax STARTED", "tax STOPPED", "tax UNLOADED");

        host.unload("listening");
        PluginEvents.clear();
        host.load(jar("tax", "1.0.0"));

        assertThat(PluginEvents.all()).containsExactly("start tax 1.0.0");
        LoaderReclamation.assertCollected(loader);
    }
}
