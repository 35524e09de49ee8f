package io.rundown.host.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Several plugins to load, reload and unload together, all or none. Immutable: each method makes a change that has one
 * thing more.
 *
 * <pre>{@code
 * host.apply(HostChange.begin()
 *         .reload("rates", Path.of("rates-2.0.0.jar"))
 *         .reload("carrier", Path.of("carrier-2.0.0.jar"))
 *         .load(Path.of("insurance-1.0.0.jar"))
 *         .unload("fraud"));
 * }</pre>
 */
public final class HostChange {

    private static final HostChange NOTHING = new HostChange(List.of(), Map.of(), List.of());

    private final List<Path> loads;
    private final Map<String, Optional<Path>> reloads;
    private final List<String> unloads;

    private HostChange(List<Path> loads, Map<String, Optional<Path>> reloads, List<String> unloads) {
        this.loads = loads;
        this.reloads = reloads;
        this.unloads = unloads;
    }

    /**
     * A change of nothing, to begin with.
     *
     * @return nothing to do yet
     */
    public static HostChange begin() {
        return NOTHING;
    }

    /**
     * Adds a plugin to load.
     *
     * @param file a jar, a zip or a folder of a plugin that is not loaded
     * @return this and that
     */
    public HostChange load(Path file) {
        List<Path> more = new ArrayList<>(loads);
        more.add(Objects.requireNonNull(file, "file"));
        return new HostChange(List.copyOf(more), reloads, unloads);
    }

    /**
     * Adds a plugin to reload from where it was loaded.
     *
     * @param pluginId the plugin
     * @return this and that
     * @throws IllegalArgumentException if the change reloads or unloads it already
     */
    public HostChange reload(String pluginId) {
        return withReload(pluginId, Optional.empty());
    }

    /**
     * Adds a plugin to reload from another file.
     *
     * @param pluginId the plugin
     * @param newVersion a jar, a zip or a folder with the same plugin id
     * @return this and that
     * @throws IllegalArgumentException if the change reloads or unloads it already
     */
    public HostChange reload(String pluginId, Path newVersion) {
        return withReload(pluginId, Optional.of(newVersion));
    }

    private HostChange withReload(String pluginId, Optional<Path> from) {
        requireUnnamed(pluginId);
        Map<String, Optional<Path>> more = new LinkedHashMap<>(reloads);
        more.put(pluginId, from);
        return new HostChange(loads, more, unloads);
    }

    /**
     * Adds a plugin to unload. Those that cannot do without it have to be unloaded by the same change; those that can are
     * reloaded, to be linked without it.
     *
     * @param pluginId the plugin
     * @return this and that
     * @throws IllegalArgumentException if the change reloads or unloads it already
     */
    public HostChange unload(String pluginId) {
        requireUnnamed(pluginId);
        List<String> more = new ArrayList<>(unloads);
        more.add(pluginId);
        return new HostChange(loads, reloads, List.copyOf(more));
    }

    private void requireUnnamed(String pluginId) {
        Objects.requireNonNull(pluginId, "pluginId");
        if (reloads.containsKey(pluginId) || unloads.contains(pluginId)) {
            throw new IllegalArgumentException("Plugin '" + pluginId + "' is in this change already: " + this);
        }
    }

    /**
     * The files to load.
     *
     * @return in the order in which they were added; unmodifiable
     */
    public List<Path> loads() {
        return loads;
    }

    /**
     * The plugins to reload, each with its new file unless it is to come from where it was loaded.
     *
     * @return in the order in which they were added; unmodifiable
     */
    public Map<String, Optional<Path>> reloads() {
        return Collections.unmodifiableMap(reloads);
    }

    /**
     * The plugins to unload.
     *
     * @return in the order in which they were added; unmodifiable
     */
    public List<String> unloads() {
        return unloads;
    }

    /** In the words of a log line. */
    @Override
    public String toString() {
        List<String> words = new ArrayList<>();
        loads.forEach(each -> words.add("load of '" + each + "'"));
        reloads.forEach((id, from) -> words.add("reload of '" + id + "'"));
        unloads.forEach(each -> words.add("unload of '" + each + "'"));
        return words.isEmpty() ? "change of nothing" : String.join(", ", words);
    }
}
