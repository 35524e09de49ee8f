package io.rundown.host.model;

import java.util.List;

/**
 * What loading several files did. One bad file never keeps the others from loading.
 *
 * @param loaded the plugins that serve now, in the order in which they were started
 * @param failures the files that could not be loaded, each with its reason
 * @param disabled the plugins that were left out because they are disabled, which is no failure
 */
public record LoadReport(List<LoadedPlugin> loaded, List<PluginLoadException> failures, List<String> disabled) {

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
