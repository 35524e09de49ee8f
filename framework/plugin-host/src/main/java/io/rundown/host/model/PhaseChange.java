package io.rundown.host.model;

import java.time.Instant;

/**
 * One step of one generation, as it was when it happened: it does not change with the generation afterwards.
 *
 * @param pluginId the plugin
 * @param version the generation's version
 * @param generation its number, from 1
 * @param from where it stood
 * @param to where it stands since
 * @param at when
 */
public record PhaseChange(
        String pluginId, String version, int generation, GenerationPhase from, GenerationPhase to, Instant at) {

    @Override
    public String toString() {
        return "Plugin '" + pluginId + "' " + version + " (generation " + generation + "): " + from + " -> " + to;
    }
}
