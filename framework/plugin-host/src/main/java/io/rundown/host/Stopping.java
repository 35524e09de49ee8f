package io.rundown.host;

import io.rundown.host.KnownPlugins.Waiting;
import io.rundown.host.model.GenerationUnload;
import io.rundown.host.model.PluginLoadException;
import io.rundown.host.model.StopResult;
import io.rundown.host.model.UnknownPluginException;
import io.rundown.host.model.UnloadReport;
import java.util.List;
import org.pf4j.Plugin;
import org.pf4j.PluginRuntimeException;
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
    @SuppressWarnings("try") // held, not used
    void stop(String id) {
        try (KnownPlugins.Keeping keeping = known.keep(id)) {
            note(host.unload(id));
        } catch (UnknownPluginException notLoaded) {
            log.debug("{}", notLoaded.getMessage());
        }
    }

    /** Stops everything, each whatever becomes of the others. */
    @SuppressWarnings("try") // held, not used
    void stopAll() {
        try (KnownPlugins.Keeping keeping = known.keepAll()) {
            host.unloadAll(core.settings().unloadPolicy()).forEach(this::note);
        }
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

    /** A {@code stop()} that failed is told by the wrapper; the plugin is stopped all the same. */
    private void note(UnloadReport report) {
        for (GenerationUnload each : report.generations()) {
            StopResult stop = each.stop();
            Waiting stopped = known.waiting().get(each.pluginId());
            if (stop.failure() != null && stopped != null) {
                PluginRuntimeException failure = new PluginRuntimeException("Plugin '" + each.pluginId() + "' "
                        + each.version() + ": its stop() failed: " + stop.failure());
                known.replace(stopped, stopped.become(stopped.state(), failure));
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
