package io.rundown.host.model;

import java.nio.file.Path;

/**
 * A plugin that has been loaded and started.
 *
 * @param id the plugin
 * @param version its version
 * @param generation the generation's number, from 1
 * @param file where it was loaded from
 */
public record LoadedPlugin(String id, String version, int generation, Path file) {

    @Override
    public String toString() {
        return "Plugin '" + id + "' " + version + " (generation " + generation + ")";
    }
}
