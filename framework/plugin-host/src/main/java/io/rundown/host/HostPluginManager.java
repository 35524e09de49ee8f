package io.rundown.host;

import io.rundown.host.KnownPlugins.Known;
import io.rundown.host.KnownPlugins.Waiting;
import io.rundown.host.model.LoadReport;
import io.rundown.host.model.PluginLoadException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pf4j.PluginAlreadyLoadedException;
import org.pf4j.PluginDependency;
import org.pf4j.PluginNotFoundException;
import org.pf4j.PluginRuntimeException;
import org.pf4j.PluginState;
import org.pf4j.PluginStateListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * pf4j's plugin manager over a host. Loading reads the descriptor and runs nothing; starting makes a generation; stopping
 * drains it, stops it and closes its class loader, and the plugin stays known.
 *
 * <p>Every method may be called from any thread. There is no lock around an operation: each is a few steps of the host and
 * of {@link KnownPlugins}, each step is atomic, and what is returned is the state found at the end. So of two that start
 * the same plugin at once one starts it and both say STARTED.
 */
final class HostPluginManager extends ReadablePlugins {

    private static final Logger log = LoggerFactory.getLogger(PluginHost.class);

    private final PluginHost host;
    private final KnownPlugins known;
    private final StateEvents events;
    private final Stopping stopping;

    HostPluginManager(PluginHost host, HostCore core) {
        super(core);
        this.host = host;
        this.known = core.known();
        this.events = core.stateEvents();
        this.stopping = new Stopping(host, core);
    }

    private Known require(String id) {
        Known found = known.find(id);
        if (found == null) {
            throw new PluginNotFoundException(id);
        }
        return found;
    }

    private PluginState stateOf(String id) {
        Known found = known.find(id);
        return found == null ? PluginState.UNLOADED : found.state();
    }

    private boolean becomes(Waiting plugin, PluginState state, @Nullable RuntimeException failure) {
        Waiting next = plugin.become(state, failure);
        boolean done = known.replace(plugin, next);
        if (done) {
            events.tell(Known.of(next, null), state);
        }
        return done;
    }

    // ------------------------------------------------------------------------ load

    @Override
    public String loadPlugin(@Nullable Path pluginPath) {
        if (pluginPath == null || Files.notExists(pluginPath)) {
            throw new IllegalArgumentException("There is no plugin at '" + pluginPath + "'");
        }
        String id = register(pluginPath);
        resolve();
        return id;
    }

    @Override
    public void loadPlugins() {
        if (getPluginsRoots().isEmpty()) {
            log.warn("There is no folder to find plugins in; give PluginHostBuilder.pluginsRoot one");
        }
        for (Path each : core().settings().parts().repository().getPluginPaths()) {
            try {
                register(each);
            } catch (PluginAlreadyLoadedException e) {
                log.debug("{}", e.getMessage());
            } catch (PluginRuntimeException e) {
                log.error("{}", e.getMessage(), e);
            }
        }
        resolve();
    }

    private String register(Path path) {
        for (Known each : known.all().values()) {
            if (each.path().equals(path)) {
                throw new PluginAlreadyLoadedException(each.id(), path);
            }
        }
        Waiting plugin = read(path);
        Known there = known.find(plugin.id());
        if (there != null || !known.putIfAbsent(plugin)) {
            throw new PluginRuntimeException("Plugin '" + plugin.id() + "' at '" + path + "' is known already"
                    + (there == null ? "" : ", from '" + there.path() + "'")
                    + "; unload it first, or reload it with PluginHost.reload");
        }
        if (plugin.state() == PluginState.DISABLED) {
            events.tell(Known.of(plugin, null), PluginState.DISABLED);
        }
        return plugin.id();
    }

    /** Reads a copy, so that a file that is being replaced meanwhile does no harm; a start will copy it again. */
    private Waiting read(Path path) {
        Candidate candidate;
        boolean disabled;
        try {
            candidate = core().stage(path);
            candidate.discard();
            disabled = core().isDisabled(candidate);
        } catch (PluginLoadException e) {
            throw new PluginRuntimeException(e, e.getMessage());
        }
        String objection = core().settings().requirements().objection(candidate.descriptor());
        if (objection != null) {
            log.warn("Plugin '{}' at '{}' is disabled: {}", candidate.id(), path, objection);
        }
        return new Waiting(
                candidate.descriptor(),
                path,
                disabled || objection != null ? PluginState.DISABLED : PluginState.CREATED,
                objection == null ? null : new PluginRuntimeException(objection));
    }

    /** Looks again at everything that is not resolved, as long as that resolves something. */
    private void resolve() {
        boolean again = true;
        while (again) {
            again = false;
            for (Waiting each : known.waiting().values()) {
                if (each.state() == PluginState.CREATED) {
                    String missing = known.missing(each.descriptor());
                    if (missing == null) {
                        again |= becomes(each, PluginState.RESOLVED, null);
                    } else {
                        known.replace(each, each.become(PluginState.CREATED, new PluginRuntimeException(missing)));
                    }
                }
            }
        }
    }

    // ------------------------------------------------------------------------ start

    @Override
    public void startPlugins() {
        start(known.waiting().values().stream()
                .filter(each -> each.state() != PluginState.DISABLED && each.state() != PluginState.CREATED)
                .toList());
    }

    @Override
    public PluginState startPlugin(String pluginId) {
        Known plugin = require(pluginId);
        if (plugin.state() == PluginState.STARTED) {
            return PluginState.STARTED;
        }
        if (plugin.state() == PluginState.CREATED) {
            log.warn("Plugin '{}' cannot be started: {}", pluginId, known.missing(plugin.descriptor()));
            return PluginState.CREATED;
        }
        Map<String, Waiting> wanted = new LinkedHashMap<>();
        if (collect(pluginId, wanted)) {
            start(wanted.values());
        }
        return stateOf(pluginId);
    }

    /** A plugin and what it depends on, as far as that is not started; disabled ones are enabled, as pf4j does. */
    private boolean collect(String id, Map<String, Waiting> wanted) {
        Waiting plugin = known.waiting().get(id);
        if (plugin == null || wanted.containsKey(id)) {
            return plugin != null;
        }
        if (plugin.state() == PluginState.DISABLED) {
            if (!enablePlugin(id)) {
                return false;
            }
            plugin = known.waiting().get(id);
            if (plugin == null) {
                return false;
            }
        }
        wanted.put(id, plugin);
        for (PluginDependency each : plugin.descriptor().getDependencies()) {
            collect(each.getPluginId(), wanted);
        }
        return true;
    }

    private void start(Collection<Waiting> plugins) {
        if (plugins.isEmpty()) {
            return;
        }
        LoadReport report = host.load(plugins.stream().map(Waiting::path).toList());
        for (Waiting each : plugins) {
            if (stateOf(each.id()) == PluginState.STARTED) {
                known.remove(each);
            } else {
                becomes(each, PluginState.FAILED, failureOf(each, report));
            }
        }
    }

    private static RuntimeException failureOf(Waiting plugin, LoadReport report) {
        for (PluginLoadException each : report.failures()) {
            if (each.file().equals(plugin.path())) {
                return each;
            }
        }
        return new PluginRuntimeException(
                "Plugin '" + plugin.id() + "' was not started from '" + plugin.path() + "': the file has changed");
    }

    // ------------------------------------------------------------------------ stop, unload, delete

    @Override
    public void stopPlugins() {
        stopping.stopAll();
    }

    @Override
    public PluginState stopPlugin(String pluginId) {
        require(pluginId);
        stopping.stop(pluginId);
        return stateOf(pluginId);
    }

    @Override
    public void unloadPlugins() {
        stopping.stopAll();
        known.waiting().values().forEach(this::forget);
    }

    @Override
    public boolean unloadPlugin(String pluginId) {
        if (known.find(pluginId) == null) {
            return false;
        }
        stopping.stop(pluginId);
        if (stateOf(pluginId) == PluginState.STARTED) {
            return false;
        }
        for (Waiting each : dependentsFirst(pluginId)) {
            forget(each);
        }
        return known.find(pluginId) == null;
    }

    /** A plugin that waits, after those that cannot do without it. */
    private List<Waiting> dependentsFirst(String id) {
        Map<String, Waiting> found = new LinkedHashMap<>();
        addDependentsFirst(id, found, new ArrayList<>());
        return List.copyOf(found.values());
    }

    private void addDependentsFirst(String id, Map<String, Waiting> found, List<String> path) {
        Waiting plugin = known.waiting().get(id);
        if (plugin == null || found.containsKey(id) || path.contains(id)) {
            return;
        }
        path.add(id);
        for (Waiting each : known.waiting().values()) {
            boolean needsIt = each.descriptor().getDependencies().stream()
                    .anyMatch(wish -> !wish.isOptional() && wish.getPluginId().equals(id));
            if (needsIt) {
                addDependentsFirst(each.id(), found, path);
            }
        }
        found.put(id, plugin);
    }

    private void forget(Waiting plugin) {
        if (stateOf(plugin.id()) != PluginState.STARTED && known.remove(plugin)) {
            events.tell(Known.of(plugin, null), PluginState.UNLOADED);
        }
    }

    @Override
    public boolean deletePlugin(String pluginId) {
        Path path = require(pluginId).path();
        stopping.delete(pluginId);
        Waiting stopped = known.waiting().get(pluginId);
        if (stateOf(pluginId) == PluginState.STARTED || stopped == null) {
            log.warn("Plugin '{}' is not deleted, because it is {}", pluginId, stateOf(pluginId));
            return false;
        }
        forget(stopped);
        return core().settings().parts().repository().deletePluginPath(path);
    }

    // ------------------------------------------------------------------------ disable, enable

    @Override
    public boolean disablePlugin(String pluginId) {
        require(pluginId);
        stopping.stop(pluginId);
        Waiting plugin = known.waiting().get(pluginId);
        if (plugin == null || stateOf(pluginId) == PluginState.STARTED) {
            log.warn("Plugin '{}' is not disabled, because it is {}", pluginId, stateOf(pluginId));
            return false;
        }
        if (plugin.state() == PluginState.DISABLED) {
            return true;
        }
        core().settings().parts().statuses().disablePlugin(pluginId);
        return becomes(plugin, PluginState.DISABLED, null);
    }

    @Override
    public boolean enablePlugin(String pluginId) {
        String objection =
                core().settings().requirements().objection(require(pluginId).descriptor());
        Waiting plugin = known.waiting().get(pluginId);
        if (plugin == null || plugin.state() != PluginState.DISABLED) {
            return objection == null;
        }
        if (objection != null) {
            log.warn("Plugin '{}' cannot be enabled: {}", pluginId, objection);
            known.replace(plugin, plugin.become(PluginState.DISABLED, new PluginRuntimeException(objection)));
            return false;
        }
        core().settings().parts().statuses().enablePlugin(pluginId);
        if (becomes(plugin, PluginState.CREATED, null)) {
            resolve();
        }
        return true;
    }

    // ------------------------------------------------------------------------ the rest

    @Override
    boolean mayTouch(String pluginId) {
        return true;
    }

    /** The class loader itself, past every protection. */
    @Override
    public @Nullable ClassLoader getPluginClassLoader(String pluginId) {
        Generation current = core().world().current().get(pluginId);
        return current == null ? null : current.loaderIfAny();
    }

    @Override
    public void addPluginStateListener(PluginStateListener listener) {
        events.add(listener, this, null);
    }

    @Override
    public void removePluginStateListener(PluginStateListener listener) {
        events.remove(listener, this);
    }

    @Override
    public void setSystemVersion(String version) {
        core().settings().requirements().systemVersion(Objects.requireNonNull(version, "version"));
    }
}
