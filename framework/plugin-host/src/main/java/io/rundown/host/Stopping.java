package io.rundown.host;

import io.rundown.host.KnownPlugins.Waiting;
import io.rundown.host.model.GenerationUnload;
import io.rundown.host.model.PluginLoadException;
import io.rundown.host.model.StopResult;
import io.rundown.host.model.UnknownPluginException;
import io.rundown.host.model.UnloadReport;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.pf4j.Plugin;
import org.pf4j.PluginRuntimeException;
import org.pf4j.PluginState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stops plugins for pf4j's view: unloads them from the host, and keeps them known. */
final class Stopping {

    private static final Logger log = LoggerFactory.getLogger(PluginHost.class);

    private final PluginHost host;
    private final HostCore core;
    private final KnownPlugins known;

    Stopping(PluginHost host, HostCore core) {
        this.host = host;
        this.core = core;
        this.known = core.known();
    }

    /** Stops a plugin and those linked to it, dependents first. Does nothing if it is not loaded. */
    void stop(String id) {
        List<Generation> going;
        try {
            going = core.closureOf(id);
        } catch (UnknownPluginException notLoaded) {
            return;
        }
        keepingKnown(going, () -> {
            try {
                return List.of(host.unload(id));
            } catch (UnknownPluginException goneMeanwhile) {
                return List.of();
            }
        });
    }

    /** Stops everything, each whatever becomes of the others. */
    void stopAll() {
        keepingKnown(
                core.world().allDependentsFirst(),
                () -> host.unloadAll(core.settings().unloadPolicy()));
    }

    /** Lets a plugin know that it is being deleted, before its class loader closes; and stops it. */
    void delete(String id) {
        Generation current = core.world().current().get(id);
        if (current == null) {
            tellDeleted(id);
            return;
        }
        current.deleting(true);
        try {
            stop(id);
        } finally {
            current.deleting(false);
        }
    }

    /** The plugins are known as stopped before they go, so that nobody looks in between and finds nothing. */
    private void keepingKnown(List<Generation> going, Supplier<List<UnloadReport>> unload) {
        List<Waiting> afterwards = new ArrayList<>();
        for (Generation each : going) {
            if (core.world().isCurrent(each)) {
                Waiting stopped = Waiting.stopped(each);
                afterwards.add(stopped);
                known.put(stopped);
            }
        }
        try {
            for (UnloadReport report : unload.get()) {
                report.generations().forEach(each -> note(each, afterwards));
            }
        } finally {
            for (Waiting each : afterwards) {
                Generation current = core.world().current().get(each.id());
                if (current != null && KnownPlugins.stateOf(current.phase()) == PluginState.STARTED) {
                    known.remove(each);
                }
            }
        }
    }

    /** A {@code stop()} that failed is told by the wrapper; the plugin is stopped all the same. */
    private void note(GenerationUnload told, List<Waiting> afterwards) {
        StopResult stop = told.stop();
        if (stop.failure() == null) {
            return;
        }
        PluginRuntimeException failure = new PluginRuntimeException(
                "Plugin '" + told.pluginId() + "' " + told.version() + ": its stop() " + stop.failure());
        for (Waiting each : afterwards) {
            if (each.id().equals(told.pluginId())) {
                known.replace(each, each.become(PluginState.STOPPED, failure));
            }
        }
    }

    // ------------------------------------------------------------------------ deleting what does not run

    /** As pf4j does, which constructs the plugin for it if need be. If that cannot be done the file goes all the same. */
    @SuppressWarnings("try") // the claim is held, not used
    private void tellDeleted(String id) {
        Waiting plugin = known.waiting().get(id);
        if (plugin == null || Plugin.class.getName().equals(plugin.descriptor().getPluginClass())) {
            return;
        }
        try {
            Candidate candidate = core.stage(plugin.path());
            try (Claims.Claim claim = claim(candidate)) {
                core.builder().constructAndDelete(candidate, core.world().current());
            }
        } catch (PluginLoadException e) {
            log.warn("Plugin '{}' is not told that it is being deleted: {}", id, e.getMessage());
        }
    }

    private Claims.Claim claim(Candidate candidate) {
        try {
            return core.claims()
                    .claimToLoad("deletion of '" + candidate.id() + "'", () -> Loading.concerned(List.of(candidate)));
        } catch (RuntimeException refused) {
            candidate.discard();
            throw refused;
        }
    }
}
