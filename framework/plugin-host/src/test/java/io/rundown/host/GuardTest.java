package io.rundown.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rundown.host.model.PluginUnavailableException;
import io.rundown.host.testing.Hook;
import io.rundown.host.testing.LentPoints.Circle;
import io.rundown.host.testing.LentPoints.Listener;
import io.rundown.host.testing.LentPoints.Shape;
import io.rundown.host.testing.LoaderReclamation;
import io.rundown.host.testing.PluginJars;
import io.rundown.host.testing.Registry;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Objects that plugins hand to the application past the host. */
class GuardTest extends HostFixture {

    private final List<Listener> listeners = new ArrayList<>();

    @AfterEach
    void forget() {
        Registry.clear();
        Hook.set(() -> {});
    }

    /** Registers a listener when it starts. */
    private PluginJars registering(String version) {
        return PluginJars.plugin(folder, "tax", version)
                .pluginClass("com.acme.tax.ThePlugin", """
                        static class Own implements LentPoints.Listener {
                            public String onEvent(String event) { return event + " %s"; }
                        }
                        @Override public void start() {
                            Registry.add(new Own());
                            Hook.run();
                        }
                        """.formatted(version))
                .runnerExtension("com.acme.tax.TheRunner", version);
    }

    private Listener guarded(Object object) {
        return host.guard(Listener.class, (Listener) object);
    }

    @Test
    void aListenerOfAPlugin_becomesAHandle_whileThePluginIsStarting() {
        Hook.set(() -> {
            Listener guarded = guarded(Registry.last());
            listeners.add(guarded);
            assertThat(guarded.onEvent("early")).isEqualTo("early 1.0.0");
        });

        host.load(registering("1.0.0").jar("tax.jar"));

        Listener listener = listeners.get(0);
        assertThat(listener.onEvent("sold")).isEqualTo("sold 1.0.0");
        assertThat(listener.toString()).isEqualTo("Handle[Listener of plugin 'tax' 1.0.0 (generation 1)]");
        assertThat(listeners).contains(guarded(Registry.last()));
    }

    @Test
    void aGuardedListener_refusesAfterItsGenerationIsGone_andKeepsNothing() throws Exception {
        Hook.set(() -> listeners.add(guarded(Registry.last())));
        host.load(registering("1.0.0").jar("tax.jar"));
        WeakReference<ClassLoader> loader = loaderBehind(runner("tax"));
        Registry.clear();

        host.reload("tax", registering("2.0.0").jar("tax-2.jar"));
        Registry.clear();

        LoaderReclamation.assertCollected(loader);
        assertThatThrownBy(() -> listeners.get(0).onEvent("sold"))
                .isInstanceOf(PluginUnavailableException.class)
                .hasMessageContainingAll("'tax' 1.0.0 (generation 1, CLOSED)");
        assertThat(listeners.get(1).onEvent("sold")).isEqualTo("sold 2.0.0");
    }

    @Test
    void whatAPluginRegisteredBeforeItsStartFailed_refuses() {
        Hook.set(() -> {
            listeners.add(guarded(Registry.last()));
            throw new IllegalStateException("no");
        });

        assertThatThrownBy(() -> host.load(registering("1.0.0").jar("tax.jar"))).hasMessageContaining("its start()");

        assertThatThrownBy(() -> listeners.get(0).onEvent("sold"))
                .isInstanceOf(PluginUnavailableException.class)
                .hasMessageContainingAll("FAILED", "its start failed");
    }

    @Test
    void anObjectOfAGenerationThatIsGone_cannotBeGuardedAnyMore() {
        host.load(registering("1.0.0").jar("tax.jar"));
        Object kept = Registry.last();
        host.unload("tax");

        assertThatThrownBy(() -> guarded(kept))
                .isInstanceOf(PluginUnavailableException.class)
                .hasMessageContaining("'tax' 1.0.0 (generation 1, CLOSED)");
    }

    @Test
    void anObjectOfNoPlugin_andAHandle_areReturnedAsTheyAre() {
        host.load(registering("1.0.0").jar("tax.jar"));
        Listener own = event -> event;
        Listener handle = guarded(Registry.last());

        assertThat(guarded(own)).isSameAs(own);
        assertThat(guarded(handle)).isSameAs(handle);
        Runnable jdk = new Thread("not started");
        assertThat(host.guard(Runnable.class, jdk)).isSameAs(jdk);
        assertThat(host.guard(Runnable.class, () -> {}).toString()).doesNotContain("Handle[");
    }

    @Test
    void aTypeThatCannotBeGuardedBy_isRefusedWithTheReason() {
        assertThatThrownBy(() -> host.guard(String.class, "text"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("java.lang.String", "not an interface");
        assertThatThrownBy(() -> host.guard(Shape.class, new Circle() {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("Shape", "it is sealed");
        assertThatThrownBy(() -> host.guard(Own.class, new Own() {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("Own", "it is not public");
    }

    private interface Own {}

    @Test
    void anObjectOfALoaderThatThePluginMade_isThePlugins() throws Exception {
        host.load(registering("1.0.0").jar("tax.jar"));
        ClassLoader plugin = Objects.requireNonNull(loaderBehind(runner("tax")).get());
        URL classes = PluginJars.plugin(folder, "child", "1.0.0")
                .source("com.acme.child.Deep", """
                        public class Deep implements Callable<String> { public String call() { return "deep"; } }
                        """)
                .jar("child.jar")
                .toUri()
                .toURL();
        try (URLClassLoader child = new URLClassLoader(new URL[] {classes}, plugin)) {
            Object object =
                    child.loadClass("com.acme.child.Deep").getConstructor().newInstance();

            Callable<?> guarded = host.guard(Callable.class, (Callable<?>) object);

            assertThat(guarded.toString()).startsWith("Handle[Callable of plugin 'tax'");
            assertThat(guarded.call()).isEqualTo("deep");
        }
    }
}
