package io.rundown.host.model;

import java.time.Duration;
import java.util.List;

/**
 * What an unload did.
 *
 * @param pluginId the plugin that was to go
 * @param generations every generation concerned in the order in which they were to go: dependents first, the plugin
 *     itself last
 * @param took from the call to the end
 */
public record UnloadReport(String pluginId, List<GenerationUnload> generations, Duration took) {

    /**
     * Whether everything that was to go is gone.
     *
     * @return false if a generation objected, resumed, is still draining or could not be closed
     */
    public boolean unloaded() {
        return generations.stream().allMatch(GenerationUnload::gone);
    }

    /**
     * What became of the plugin itself, which is the last of the {@link #generations()}.
     *
     * @return its part of the report
     */
    public GenerationUnload plugin() {
        return generations.get(generations.size() - 1);
    }

    /**
     * Whether the plugin is really gone from memory. Class loaders of dependents refer to those of what they depend on: if
     * this one is gone, those of the dependents are gone, too.
     *
     * @return that of the {@link #plugin()} itself; the others are in {@link #generations()}
     * @throws IllegalStateException if it is still there, so that there is nothing to reclaim
     */
    public Reclamation reclamation() {
        Reclamation reclamation = plugin().reclamation();
        if (reclamation == null) {
            throw new IllegalStateException("It has not been unloaded, so its memory cannot be free: " + plugin());
        }
        return reclamation;
    }
}
