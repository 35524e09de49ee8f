package io.rundown.host;

import io.rundown.Guard;
import io.rundown.host.KnownPlugins.Known;
import io.rundown.host.model.Failure;
import io.rundown.host.model.GenerationPhase;
import io.rundown.host.model.PhaseChange;
import io.rundown.host.model.PluginListener;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.pf4j.PluginManager;
import org.pf4j.PluginState;
import org.pf4j.PluginStateEvent;
import org.pf4j.PluginStateListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells pf4j's listeners what becomes of plugins, whoever steers them. Called on the thread of the operation, with no lock
 * held; what a listener throws is logged and concerns nobody else.
 */
final class StateEvents implements PluginListener {

    private static final Logger log = LoggerFactory.getLogger(PluginHost.class);

    private final HostCore core;

    /** Copied on write: a listener that is being told something may remove itself. */
    private final List<Registered> listeners = new CopyOnWriteArrayList<>();

    /** What was told last of each plugin that is known. */
    private final Map<String, PluginState> told = new ConcurrentHashMap<>();

    /**
     * A listener.
     *
     * @param source what events say they come from
     * @param owner the generation that added it and with which it goes; null if the application did
     */
    private record Registered(
            PluginStateListener listener,
            PluginManager source,
            @Nullable Generation owner) {}

    StateEvents(HostCore core) {
        this.core = core;
    }

    void add(PluginStateListener listener, PluginManager source, @Nullable Generation owner) {
        listeners.add(new Registered(Objects.requireNonNull(listener, "listener"), source, owner));
    }

    /** One that was added twice is removed once. */
    void remove(PluginStateListener listener, PluginManager source) {
        for (Registered each : listeners) {
            if (each.source == source && each.listener.equals(listener)) {
                listeners.remove(each);
                return;
            }
        }
    }

    /** Forgets the listeners that a class loader defines, or that its plugin added. */
    void forget(ClassLoader loader) {
        listeners.removeIf(each ->
                each.listener.getClass().getClassLoader() == loader || (each.owner != null && each.owner.isOf(loader)));
    }

    /** A reload is told as one event from STARTED to STARTED: the plugin is never away. */
    @Override
    public void phaseChanged(PhaseChange change) {
        String id = change.pluginId();
        World world = core.world();
        Generation current = world.current().get(id);
        for (Generation each : world.generationsOf(id)) {
            if (each.gate().generation() != change.generation()) {
                continue;
            }
            if (change.from() == GenerationPhase.STARTING && change.to() == GenerationPhase.ACTIVE) {
                tell(Known.of(each), PluginState.STARTED);
            } else if (change.to() == GenerationPhase.CLOSED && (current == null || current == each)) {
                gone(each);
            }
        }
    }

    private void gone(Generation generation) {
        if (!told.containsKey(generation.id())) {
            return; // An older generation, which was the last to drain, has been told of already.
        }
        boolean kept = core.known().keepIfStopped(generation);
        tell(Known.of(generation), PluginState.STOPPED);
        if (!kept) {
            tell(Known.of(generation), PluginState.UNLOADED);
        }
    }

    /** Tells a new state, unless it is the one that was told last. */
    void tell(Known plugin, PluginState state) {
        PluginState before = state == PluginState.UNLOADED ? told.remove(plugin.id()) : told.put(plugin.id(), state);
        if (before == null) {
            before = state == PluginState.STARTED ? PluginState.RESOLVED : PluginState.CREATED;
        }
        if (before != state || state == PluginState.STARTED) {
            for (Registered each : listeners) {
                deliver(each, plugin, state, before);
            }
        }
    }

    /** A plugin's listener is code of that plugin: it is called inside it, and not any more once it drains. */
    private void deliver(Registered to, Known plugin, PluginState state, PluginState before) {
        if (to.owner == null) {
            call(to, plugin, state, before);
            return;
        }
        try (Guard guard = to.owner.gate().tryEnter()) {
            if (guard != null) {
                call(to, plugin, state, before);
            }
        }
    }

    private void call(Registered to, Known plugin, PluginState state, PluginState before) {
        KnownWrapper wrapper = new KnownWrapper(to.source, core.known(), plugin);
        try {
            to.listener.pluginStateChanged(new ToldState(to.source, wrapper, before, state));
        } catch (Throwable failure) { // a listener's end is not the operation's
            // In words, because the exception's class may be a plugin's.
            log.warn(
                    "Listener {} failed when plugin '{}' became {}: {}",
                    to.listener.getClass().getName(),
                    plugin.id(),
                    state,
                    Failure.of(failure).stackTrace());
        }
    }

    /** An event that goes on telling the state that it was made for. */
    private static final class ToldState extends PluginStateEvent {

        private static final long serialVersionUID = 1L;

        private final PluginState state;

        ToldState(PluginManager source, KnownWrapper plugin, PluginState before, PluginState state) {
            super(source, plugin, before);
            this.state = state;
        }

        @Override
        public PluginState getPluginState() {
            return state;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return super.equals(other) && other instanceof ToldState told && told.state == state;
        }

        @Override
        public int hashCode() {
            return 31 * super.hashCode() + state.hashCode();
        }
    }
}
