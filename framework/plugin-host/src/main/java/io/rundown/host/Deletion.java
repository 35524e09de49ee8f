package io.rundown.host;

import io.rundown.host.internal.handle.Gate;
import io.rundown.host.internal.jfr.Flight;
import java.time.Duration;
import org.pf4j.Plugin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls {@code Plugin.delete()}, while the plugin can still load its classes. Its failure keeps nothing from going on. */
final class Deletion {

    private static final Logger log = LoggerFactory.getLogger(PluginHost.class);

    private Deletion() {}

    static void tell(Generation generation, Plugin plugin, Duration limit) {
        Gate gate = generation.gate();
        Flight.Step deleting = Flight.delete(gate.pluginId(), gate.version(), gate.generation());
        LifecycleCalls.Outcome<Boolean> outcome = LifecycleCalls.call(generation, "delete", limit, () -> {
            plugin.delete();
            return true;
        });
        if (outcome.failure() == null) {
            deleting.end("DELETED", "");
        } else {
            deleting.end(
                    outcome.timedOut() ? "TIMED_OUT" : "FAILED",
                    outcome.failure().toString());
            log.warn(
                    "{}: its delete() {}; going on{}{}",
                    generation,
                    outcome.problem(),
                    System.lineSeparator(),
                    outcome.failure().stackTrace());
        }
    }
}
