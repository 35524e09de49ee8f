package io.rundown.host;

import io.rundown.host.model.Failure;
import io.rundown.host.model.PhaseChange;
import io.rundown.host.model.PluginListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells listeners what becomes of plugins. None of them can disturb the host or another one. */
final class HostEvents {

    private static final Logger log = LoggerFactory.getLogger(PluginHost.class);

    /** Copied on write: a listener that is being told something may remove itself. */
    private final List<PluginListener> listeners = new CopyOnWriteArrayList<>();

    void add(PluginListener listener) {
        listeners.add(listener);
    }

    void remove(PluginListener listener) {
        listeners.remove(listener);
    }

    /** Forgets listeners that a class loader defines: they go with their plugin. */
    void forget(ClassLoader loader) {
        listeners.removeIf(each -> each.getClass().getClassLoader() == loader);
        for (PluginListener each : listeners) {
            if (each instanceof StateEvents states) {
                states.forget(loader);
            }
        }
    }

    /** Called by the operation that made the step, with no lock held. */
    void deliver(PhaseChange change) {
        for (PluginListener each : listeners) {
            try {
                each.phaseChanged(change);
            } catch (Throwable failure) { // a listener's end is not the operation's
                // In words, because the exception's class may be a plugin's.
                log.warn(
                        "Listener {} failed on '{}': {}",
                        each.getClass().getName(),
                        change,
                        Failure.of(failure).stackTrace());
            }
        }
    }
}
