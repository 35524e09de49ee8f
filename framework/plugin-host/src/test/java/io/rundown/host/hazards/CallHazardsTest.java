package io.rundown.host.hazards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rundown.host.HostFixture;
import io.rundown.host.model.GenerationPhase;
import io.rundown.host.model.PhaseChange;
import io.rundown.host.model.PluginListener;
import io.rundown.host.model.PluginUnavailableException;
import io.rundown.host.model.UnloadPolicy;
import io.rundown.host.model.UnloadReport;
import io.rundown.host.testing.HeldCall;
import io.rundown.host.testing.LoaderReclamation;
import io.rundown.host.testing.PluginEvents;
import io.rundown.host.testing.PluginJars;
import io.rundown.host.testing.Runner;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Calls, and those who look and listen, while plugins come and go. */
class CallHazardsTest extends HostFixture {

    /** Elsewhere whoever asks in that moment gets a null pointer, or a closed archive. */
    @Test
    void extensionsCanBeAskedFor_whileTheirPluginIsReloaded() throws Exception {
        load("tax", "1.0.0");
        Path again = jar("tax", "2.0.0");
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Integer> reader = CompletableFuture.supplyAsync(() -> {
            int seen = 0;
            while (!over.get()) {
                seen += host.extensions(Runner.class)
                        .iterator()
                        .next()
                        .version()
                        .length();
                seen += host.extensions(Runner.class, "tax").size();
            }
            return seen;
        });

        for (int i = 0; i < 20; i++) {
            assertThat(host.reload("tax", again).switched()).isTrue();
        }

        over.set(true);
        assertThat(reader.get(30, TimeUnit.SECONDS)).isNotNegative();
    }

    /** Elsewhere who was still reading when the plugin went puts it back into a cache, and every later look fails. */
    @Test
    void aReaderWhoIsLate_doesNotBringAPluginBack() {
        load("tax", "1.0.0");
        load("other", "1.0.0");
        Iterator<Runner> late = host.extensions(Runner.class).iterator();
        host.unload("tax");

        List<String> answers = new ArrayList<>();
        while (late.hasNext()) {
            Runner each = late.next();
            try {
                answers.add(each.version());
            } catch (PluginUnavailableException e) {
                answers.add(e.pluginId() + " is gone");
            }
        }

        assertThat(answers).containsExactlyInAnyOrder("tax is gone", "1.0.0");
        assertThat(host.extensions(Runner.class)).hasSize(1);
        load("tax", "2.0.0");
        assertThat(host.extensions(Runner.class))
                .hasSize(2)
                .allMatch(each -> !each.version().isEmpty());
    }

    /** Elsewhere the call dies of the next class that it needs, and finds no resource any more. */
    @Test
    void anUnload_waitsForTheCallThatStillNeedsClassesAndResources() throws Exception {
        host.load(PluginJars.runner(folder, "tax", "1.0.0")
                .source("com.acme.tax.NeededLate", "public class NeededLate {}")
                .entry("late.txt", "late".getBytes(StandardCharsets.UTF_8))
                .jar("tax.jar"));
        WeakReference<ClassLoader> loader = loaderBehind(runner("tax"));
        HeldCall call = HeldCall.in(runner("tax"), () -> PluginEvents.add(needLate(there(loader))));

        CompletableFuture<UnloadReport> unload = host.unloadAsync("tax", UnloadPolicy.DEFAULT);
        await().until(() -> host.status().plugin("tax").orElseThrow().phase() == GenerationPhase.DRAINING);
        call.release();

        assertThat(call.result()).isEqualTo("done");
        assertThat(unload.get(30, TimeUnit.SECONDS).unloaded()).isTrue();
        assertThat(PluginEvents.all()).contains("NeededLate and true");
    }

    private static ClassLoader there(WeakReference<ClassLoader> loader) {
        return Objects.requireNonNull(loader.get());
    }

    private static String needLate(ClassLoader loader) {
        try (var in = loader.getResourceAsStream("late.txt")) {
            return Class.forName("com.acme.tax.NeededLate", true, loader).getSimpleName() + " and " + (in != null);
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Elsewhere they go on running code of a plugin that has been stopped. */
    @Test
    void staleReferences_refuse() {
        Runner stale = load("tax", "1.0.0");
        host.unload("tax");

        assertThatThrownBy(stale::version)
                .isInstanceOf(PluginUnavailableException.class)
                .hasMessageContaining("'tax' 1.0.0 (generation 1, CLOSED)");
        load("tax", "2.0.0");
        assertThat(stale.version()).isEqualTo("2.0.0");
    }

    /** Elsewhere the loader is never closed then, and the unload cannot be tried again. */
    @Test
    void aListenerThatThrowsAtTheEnd_keepsNoLoader() throws Exception {
        WeakReference<ClassLoader> loader = loaderBehind(load("tax", "1.0.0"));
        host.addListener(change -> {
            throw new IllegalStateException("on " + change.to());
        });

        assertThat(host.unload("tax").unloaded()).isTrue();
        assertThat(privateCopies()).isZero();
        LoaderReclamation.assertCollected(loader);
    }

    /** Elsewhere everybody waits while a listener runs, and one that removes itself ends the telling for all. */
    @Test
    void listenersRunOutsideOfLocks_andMayRemoveThemselves() throws Exception {
        Path other = jar("other", "1.0.0");
        List<PhaseChange> heard = new ArrayList<>();
        PluginListener once = new PluginListener() {
            @Override
            public void phaseChanged(PhaseChange change) {
                host.removeListener(this);
                // Another thread, which would have to wait for a lock that is held here.
                CompletableFuture.runAsync(() -> host.load(other))
                        .orTimeout(30, TimeUnit.SECONDS)
                        .join();
            }
        };
        host.addListener(once);
        host.addListener(heard::add);

        load("tax", "1.0.0");

        assertThat(host.status().plugin("other")).isPresent();
        assertThat(heard).extracting(PhaseChange::pluginId).containsOnly("tax", "other");
    }

    /** Elsewhere an event reads the plugin's state when it is asked, and says later what was not so then. */
    @Test
    void anEventThatIsKept_goesOnSayingWhatItSaid() {
        List<PhaseChange> heard = new ArrayList<>();
        host.addListener(heard::add);
        load("tax", "1.0.0");
        List<String> saidThen = heard.stream().map(PhaseChange::toString).toList();
        host.unload("tax");

        assertThat(heard.subList(0, saidThen.size()))
                .extracting(PhaseChange::toString)
                .isEqualTo(saidThen);
    }

    /** Elsewhere a plugin that looks for services or resources by the thread finds those of the application. */
    @Test
    void startAndStop_runWithThePluginsOwnContextClassLoader() {
        host.load(PluginJars.plugin(folder, "context", "1.0.0")
                .pluginClass("com.acme.Context", """
                        @Override public void start() { tell(); }
                        @Override public void stop() { tell(); }
                        private void tell() {
                            ClassLoader context = Thread.currentThread().getContextClassLoader();
                            PluginEvents.add("own: " + (context == getClass().getClassLoader()));
                        }
                        """)
                .jar("context.jar"));
        host.unload("context");

        assertThat(PluginEvents.all()).containsExactly("own: true", "own: true");
    }

    /** Elsewhere the manager's own lists are handed out, and change, or can be changed, under whoever walks them. */
    @Test
    void whatIsHandedOut_isASnapshot() {
        load("tax", "1.0.0");
        Collection<Runner> live = host.extensions(Runner.class);
        var status = host.status();
        load("other", "1.0.0");

        assertThat(status.current()).hasSize(1);
        assertThatThrownBy(() -> status.current().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> host.extensions(Runner.class, "tax").clear())
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(live::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThat(host.status().current()).hasSize(2);
    }

    /** Elsewhere a plugin's class loader locks itself, and two plugins that load at once can wait for each other. */
    @Test
    void aPluginsClassLoader_isParallelCapable() throws Exception {
        ClassLoader loader = loaderBehind(load("tax", "1.0.0")).get();

        assertThat(loader).isNotNull();
        assertThat(loader.isRegisteredAsParallelCapable()).isTrue();
    }

    /** Elsewhere a plugin finds ways to other plugins' bare objects and class loaders, and to the reins. */
    @Test
    void whatAPluginIsGiven_leadsPastNoGuard() {
        load("tax", "1.0.0");
        host.load(PluginJars.runner(folder, "curious", "1.0.0")
                .pluginClass("com.acme.curious.Curious", """
                        public Curious(PluginWrapper wrapper) { super(wrapper); }
                        @Override public void start() {
                            PluginManager manager = wrapper.getPluginManager();
                            PluginWrapper tax = manager.getPlugin("tax");
                            PluginEvents.add(tax.getPluginState() + " " + tax.getPlugin() + " "
                                    + tax.getPluginClassLoader() + " " + manager.getPluginClassLoader("tax"));
                            PluginEvents.add(manager.getExtensionClasses(Runner.class) + " "
                                    + manager.getExtensionClasses("tax"));
                            try {
                                manager.unloadPlugin("tax");
                            } catch (UnsupportedOperationException refused) {
                                PluginEvents.add("refused");
                            }
                        }
                        """)
                .jar("curious.jar"));

        assertThat(PluginEvents.all()).endsWith("STARTED null null null", "[] []", "refused");
        assertThat(runner("tax").version()).isEqualTo("1.0.0");
    }

    /** Elsewhere an extension that is made just when its plugin goes is kept for good, and its loader with it. */
    @Test
    void askingForAnExtensionWhileItsPluginGoes_keepsNothing() throws Exception {
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        Path jar = jar("tax", "1.0.0");
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Void> asking = CompletableFuture.runAsync(() -> {
            while (!over.get()) {
                host.extensions(Runner.class).forEach(each -> assertThat(each).isNotNull());
            }
        });
        for (int i = 0; i < 10; i++) {
            host.load(jar);
            loaders.add(loaderBehind(runner("tax")));
            host.unload("tax");
        }
        over.set(true);
        asking.get(30, TimeUnit.SECONDS);

        loaders.forEach(LoaderReclamation::assertCollected);
    }

    /** Elsewhere whoever keeps an extension, or the plugin's listener, keeps its class loader. */
    @Test
    void aKeptHandle_andAListenerThatThePluginLeftBehind_keepNoLoader() throws Exception {
        host.load(PluginJars.runner(folder, "tax", "1.0.0")
                .source("com.acme.tax.Listener", """
                        public class Listener implements io.rundown.host.model.PluginListener {
                            @Override public void phaseChanged(io.rundown.host.model.PhaseChange change) {}
                        }
                        """)
                .jar("tax.jar"));
        Runner kept = runner("tax");
        WeakReference<ClassLoader> loader = loaderBehind(kept);
        addListenerOf(there(loader));

        host.unload("tax");

        LoaderReclamation.assertCollected(loader);
        assertThat(kept).hasToString("Handle[Runner of plugin 'tax']");
    }

    private void addListenerOf(ClassLoader loader) throws ReflectiveOperationException {
        Class<?> type = Class.forName("com.acme.tax.Listener", true, loader);
        host.addListener((PluginListener) type.getConstructor().newInstance());
    }
}
