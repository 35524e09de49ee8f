package io.rundown.host;

import java.time.Duration;
import org.pf4j.Plugin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls {@code Plugin.delete()}, while the plugin can still load its classes. Its failure keeps nothing from going on. */
final class Deletion {

    private static final Logger log = LoggerFactory.getLogger(PluginHost.class);

    private Deletion() {}

    static void tell(Generation generation, Plugin plugin, Duration limit) {
        LifecycleCalls.Outcome<Boolean> outcome = LifecycleCalls.call(generation, "delete", limit, () -> {
            plugin.delete();
            return true;
        });
        if (outcome.failure() != null) {
            log.warn(
                    "{}: its delete() {}; going on{}{}",
                    generation,
                    outcome.problem(),
                    System.lineSeparator(),
                    outcome.failure().stackTrace());
        }
    }
}
