package io.rundown.host.model;

import java.util.List;
import java.util.Optional;

/**
 * The whole host as it was when asked.
 *
 * @param current the current generation of every plugin, dependencies first
 * @param retiring older generations that have been replaced and are on their way out
 * @param totals every plugin that ever served, also those that are unloaded, by id
 */
public record HostStatus(List<GenerationStatus> current, List<GenerationStatus> retiring, List<PluginTotals> totals) {

    /**
     * The current generation of one plugin.
     *
     * @param pluginId the plugin
     * @return empty if it is not loaded
     */
    public Optional<GenerationStatus> plugin(String pluginId) {
        return current.stream().filter(each -> each.pluginId().equals(pluginId)).findFirst();
    }
}
