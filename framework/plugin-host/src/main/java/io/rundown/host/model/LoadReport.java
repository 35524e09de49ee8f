package io.rundown.host.model;

import java.util.List;

/**
 * What loading several files did. One bad file never keeps the others from loading.
 *
 * @param loaded the plugins that serve now, in the order in which they were started
 * @param failures the files that could not be loaded, each with its reason
 */
public record LoadReport(List<LoadedPlugin> loaded, List<PluginLoadException> failures) {

    /**
     * Takes any failure as an error.
     *
     * @return this report
     * @throws PluginLoadException the first failure, with the others suppressed
     */
    public LoadReport orThrow() {
        if (failures.isEmpty()) {
            return this;
        }
        PluginLoadException first = failures.get(0);
        failures.stream().skip(1).forEach(first::addSuppressed);
        throw first;
    }
}
