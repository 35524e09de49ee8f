package io.rundown.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.rundown.host.testing.HeldCall;
import io.rundown.host.testing.PluginEvents;
import io.rundown.host.testing.PluginJars;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pf4j.PluginState;
import org.pf4j.PluginStateEvent;
import org.pf4j.PluginStateListener;

/** What pf4j's listeners hear. */
class StateListenerTest extends ManagerFixture {

    private final List<PluginStateEvent> heard = new ArrayList<>();

    @BeforeEach
    void listen() {
        manager.addPluginStateListener(heard::add);
    }

    private List<String> told() {
        List<String> lines = heard.stream()
                .map(each -> each.getPlugin().getPluginId() + " " + each.getOldState() + " -> " + each.getPluginState())
                .toList();
        heard.clear();
        return lines;
    }

    @Test
    void everyStepOfAPluginIsTold() {
        manager.loadPlugin(jar("tax", "1.0.0"));
        assertThat(told()).containsExactly("tax CREATED -> RESOLVED");
        manager.startPlugin("tax");
        assertThat(told()).containsExactly("tax RESOLVED -> STARTED");
        manager.stopPlugin("tax");
        assertThat(told()).containsExactly("tax STARTED -> STOPPED");
        manager.startPlugin("tax");
        assertThat(told()).containsExactly("tax STOPPED -> STARTED");
        manager.disablePlugin("tax");
        assertThat(told()).containsExactly("tax STARTED -> STOPPED", "tax STOPPED -> DISABLED");
        manager.enablePlugin("tax");
        assertThat(told()).containsExactly("tax DISABLED -> CREATED", "tax CREATED -> RESOLVED");
        manager.unloadPlugin("tax");
        assertThat(told()).containsExactly("tax RESOLVED -> UNLOADED");
    }

    @Test
    void whatTheHostDoesIsToldAsWell() {
        host.load(jar("tax", "1.0.0"));
        assertThat(told()).containsExactly("tax RESOLVED -> STARTED");
        host.reload("tax", jar("tax", "2.0.0"));
        assertThat(told()).as("it was never away").containsExactly("tax STARTED -> STARTED");
        host.unload("tax");
        assertThat(told()).containsExactly("tax STARTED -> STOPPED", "tax STOPPED -> UNLOADED");
    }

    @Test
    void aFailedStartIsTold() {
        manager.loadPlugin(PluginJars.plugin(root, "bad", "1.0.0")
                .pluginClass("com.acme.Bad", "@Override public void start() { throw new Error(\"bad\"); }")
                .jar("bad.jar"));
        manager.startPlugin("bad");

        assertThat(told()).containsExactly("bad CREATED -> RESOLVED", "bad RESOLVED -> FAILED");
    }

    @Test
    void whatResumesTellsNothing() throws Exception {
        HeldCall call = HeldCall.in(start(jar("tax", "1.0.0")));
        told();

        manager.stopPlugin("tax");

        assertThat(told()).isEmpty();
        call.release();
        call.result();
    }

    @Test
    void anEventGoesOnTellingItsOwnState() {
        start(jar("tax", "1.0.0"));
        PluginStateEvent started = heard.get(1);

        manager.unloadPlugin("tax");

        assertThat(started.getPluginState()).isEqualTo(PluginState.STARTED);
        assertThat(started.getSource()).isSameAs(manager);
        assertThat(started).hasToString("PluginStateEvent [plugin=tax, newState=STARTED, oldState=RESOLVED]");
        assertThat(started).isNotEqualTo(heard.get(2)).isEqualTo(started);
        assertThat(started.getPlugin().getPluginState()).isEqualTo(PluginState.UNLOADED);
    }

    @Test
    void aListenerThatFailsDisturbsNobody() {
        manager.addPluginStateListener(event -> {
            throw new AssertionError("listener");
        });
        List<String> later = new ArrayList<>();
        manager.addPluginStateListener(event -> later.add(String.valueOf(event.getPluginState())));

        start(jar("tax", "1.0.0"));

        assertThat(manager.unloadPlugin("tax")).isTrue();
        assertThat(later).containsExactly("RESOLVED", "STARTED", "STOPPED", "UNLOADED");
    }

    @Test
    void aListenerMayRemoveItselfWhileItIsTold() {
        List<String> once = new ArrayList<>();
        manager.addPluginStateListener(new PluginStateListener() {
            @Override
            public void pluginStateChanged(PluginStateEvent event) {
                once.add(String.valueOf(event.getPluginState()));
                manager.removePluginStateListener(this);
            }
        });

        start(jar("tax", "1.0.0"));

        assertThat(once).containsExactly("RESOLVED");
        assertThat(heard).hasSize(2);
    }

    @Test
    void aListenerMaySteerOtherPlugins() {
        manager.loadPlugin(jar("audit", "1.0.0"));
        manager.loadPlugin(jar("tax", "1.0.0"));
        manager.addPluginStateListener(event -> {
            if (event.getPlugin().getPluginId().equals("tax") && event.getPluginState() == PluginState.STARTED) {
                manager.startPlugin("audit");
            }
        });

        manager.startPlugin("tax");

        assertThat(PluginEvents.all()).containsExactly("start tax 1.0.0", "start audit 1.0.0");
        assertThat(ids(manager.getStartedPlugins())).containsExactly("audit", "tax");
    }
}
