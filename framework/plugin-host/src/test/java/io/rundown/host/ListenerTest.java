package io.rundown.host;

import static io.rundown.host.model.GenerationPhase.ACTIVE;
import static io.rundown.host.model.GenerationPhase.CLOSED;
import static io.rundown.host.model.GenerationPhase.DRAINING;
import static io.rundown.host.model.GenerationPhase.FAILED;
import static io.rundown.host.model.GenerationPhase.LOADED;
import static io.rundown.host.model.GenerationPhase.STARTING;
import static io.rundown.host.model.GenerationPhase.STOPPING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rundown.host.model.GenerationPhase;
import io.rundown.host.model.PhaseChange;
import io.rundown.host.model.PluginListener;
import io.rundown.host.model.PluginLoadException;
import io.rundown.host.testing.HeldCall;
import io.rundown.host.testing.LoaderReclamation;
import io.rundown.host.testing.PluginJars;
import io.rundown.host.testing.Runner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class ListenerTest extends HostFixture {

    private final List<PhaseChange> heard = new CopyOnWriteArrayList<>();

    private List<GenerationPhase> phasesOf(String id, int generation) {
        return heard.stream()
                .filter(each -> each.pluginId().equals(id) && each.generation() == generation)
                .map(PhaseChange::to)
                .toList();
    }

    @Test
    void aListener_hearsEveryStepInOrder() {
        host.addListener(heard::add);
        load("tax", "1.0.0");
        host.unload("tax");

        assertThat(phasesOf("tax", 1)).containsExactly(STARTING, ACTIVE, DRAINING, STOPPING, CLOSED);
        assertThat(heard.get(0).from()).isEqualTo(LOADED);
        assertThat(heard.get(0)).hasToString("Plugin 'tax' 1.0.0 (generation 1): LOADED -> STARTING");
    }

    @Test
    void ofAReload_itHearsTheNewOneServeBeforeTheOldOneDrains() {
        load("tax", "1.0.0");
        host.addListener(heard::add);
        host.reload("tax", jar("tax", "2.0.0"));

        assertThat(heard.stream().map(each -> each.version() + " " + each.to()))
                .containsExactly("2.0.0 STARTING", "2.0.0 ACTIVE", "1.0.0 DRAINING", "1.0.0 STOPPING", "1.0.0 CLOSED");
    }

    @Test
    void ofAResumedUnload_itHearsThatThePluginServesAgain() throws Exception {
        HeldCall call = HeldCall.in(load("tax", "1.0.0"));
        host.addListener(heard::add);
        host.unload("tax", AT_ONCE);
        call.release();

        assertThat(phasesOf("tax", 1)).containsExactly(DRAINING, ACTIVE);
    }

    @Test
    void ofAFailedStart_itHearsThat() {
        host.addListener(heard::add);
        assertThatThrownBy(() -> host.load(PluginJars.plugin(folder, "bad", "1.0.0")
                        .pluginClass("com.acme.Bad", "@Override public void start() { throw new Error(); }")
                        .jar("bad.jar")))
                .isInstanceOf(PluginLoadException.class);

        assertThat(phasesOf("bad", 1)).containsExactly(STARTING, FAILED);
    }

    private long copies() {
        try {
            return privateCopies();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void ofAFailedStart_itHearsOnceNothingIsLeft() {
        List<Long> copies = new ArrayList<>();
        host.addListener(change -> {
            if (change.to() == FAILED) {
                copies.add(copies());
            }
        });
        assertThatThrownBy(() -> host.load(PluginJars.plugin(folder, "bad", "1.0.0")
                        .pluginClass("com.acme.Bad", "@Override public void start() { throw new Error(); }")
                        .jar("bad.jar")))
                .isInstanceOf(PluginLoadException.class);

        assertThat(copies).containsExactly(0L);
    }

    @Test
    void whatAListenerSees_isTheWorldAfterTheStep() {
        List<String> seen = new ArrayList<>();
        host.addListener(change -> {
            if (change.to() == ACTIVE) {
                seen.add(host.status().plugin("tax").orElseThrow().phase() + " "
                        + runner("tax").version());
            }
        });
        load("tax", "1.0.0");

        assertThat(seen).containsExactly("ACTIVE 1.0.0");
    }

    @Test
    void anEventThatIsKept_goesOnSayingWhatItSaid() {
        host.addListener(heard::add);
        load("tax", "1.0.0");
        PhaseChange served = heard.get(1);
        host.unload("tax");

        assertThat(served.to()).isEqualTo(ACTIVE);
    }

    @Test
    void aListenerThatThrows_disturbsNeitherTheHostNorTheOthers() {
        host.addListener(change -> {
            throw new IllegalStateException("listener broken");
        });
        host.addListener(change -> {
            throw new OutOfMemoryError("listener broken");
        });
        host.addListener(heard::add);
        load("tax", "1.0.0");

        assertThat(host.unload("tax").unloaded()).isTrue();
        assertThat(phasesOf("tax", 1)).hasSize(5);
    }

    @Test
    void aListenerMayRemoveItself() {
        PluginListener once = new PluginListener() {
            @Override
            public void phaseChanged(PhaseChange change) {
                heard.add(change);
                host.removeListener(this);
            }
        };
        host.addListener(once);
        host.addListener(heard::add);
        load("tax", "1.0.0");

        assertThat(phasesOf("tax", 1)).containsExactly(STARTING, STARTING, ACTIVE);
    }

    @Test
    void aListenerOfThePlugins_goesWithThePlugin() throws Exception {
        Runner runner = load("tax", "1.0.0");
        WeakReference<ClassLoader> loader = loaderBehind(runner);
        host.addListener(listenerDefinedBy(loader));
        host.unload("tax");

        LoaderReclamation.assertCollected(loader);
    }

    /** A proxy that the plugin's loader defines: what a class of the plugin's own would be. */
    private static PluginListener listenerDefinedBy(WeakReference<ClassLoader> loader) {
        return (PluginListener) java.lang.reflect.Proxy.newProxyInstance(
                loader.get(), new Class<?>[] {PluginListener.class}, (proxy, method, arguments) -> null);
    }
}
