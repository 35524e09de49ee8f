package io.rundown.host;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.pf4j.PluginStatusProvider;

/** For hosts without a folder to keep it in: what was disabled is forgotten with the host. */
final class StatusInMemory implements PluginStatusProvider {

    private final Set<String> disabled = ConcurrentHashMap.newKeySet();

    @Override
    public boolean isPluginDisabled(String pluginId) {
        return disabled.contains(pluginId);
    }

    @Override
    public void disablePlugin(String pluginId) {
        disabled.add(pluginId);
    }

    @Override
    public void enablePlugin(String pluginId) {
        disabled.remove(pluginId);
    }
}
