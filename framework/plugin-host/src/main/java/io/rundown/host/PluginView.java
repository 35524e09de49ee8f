package io.rundown.host;

import io.rundown.host.KnownPlugins.Known;
import io.rundown.host.model.GenerationPhase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pf4j.Plugin;
import org.pf4j.PluginManager;
import org.pf4j.PluginState;
import org.pf4j.PluginStateListener;
import org.pf4j.PluginWrapper;

/**
 * What one generation sees as its plugin manager: all plugins and guarded extensions of those that serve, and nothing to
 * steer by. Class loaders it sees of itself and of the very generations that it is linked to, so that pf4j's own plugin
 * loaders never mix two generations' classes.
 */
final class PluginView extends ReadablePlugins {

    private final String id;
    private final List<Generation> dependencies;

    /** Set right after the loader is made, which needs the view; both belong to the generation and go with it. */
    private @Nullable Generation generation;

    private @Nullable OwnWrapper wrapper;

    PluginView(HostCore core, String id, List<Generation> dependencies) {
        super(core);
        this.id = id;
        this.dependencies = List.copyOf(dependencies);
    }

    void belongTo(Generation made) {
        generation = made;
        wrapper = new OwnWrapper(this, made);
    }

    void constructed(Plugin plugin) {
        Objects.requireNonNull(wrapper).plugin = plugin;
    }

    Generation generation() {
        return Objects.requireNonNull(generation, "The plugin's class loader is still being made");
    }

    /** What pf4j hands to the plugin. */
    PluginWrapper wrapper() {
        return Objects.requireNonNull(wrapper, "The plugin's class loader is still being made");
    }

    List<ClassLoader> loadersOfDependencies() {
        return dependencies.stream().map(Generation::loader).toList();
    }

    // ------------------------------------------------------------------------ the plugin itself

    /**
     * The plugin is there while it starts, too, when nobody else sees it yet. Before, it is alone: pf4j's extension finders
     * ask every plugin they see for its class loader.
     */
    @Override
    public List<PluginWrapper> getPlugins() {
        if (generation == null || wrapper == null || generation.phase() == GenerationPhase.LOADED) {
            return wrapper == null ? List.of() : List.of(wrapper);
        }
        List<PluginWrapper> all = new ArrayList<>(super.getPlugins());
        if (!all.contains(wrapper)) {
            all.add(wrapper);
        }
        return List.copyOf(all);
    }

    @Override
    public @Nullable PluginWrapper getPlugin(@Nullable String pluginId) {
        return id.equals(pluginId) ? wrapper : super.getPlugin(pluginId);
    }

    @Override
    PluginWrapper wrapper(Known plugin) {
        return wrapper != null && plugin.id().equals(id) ? wrapper : super.wrapper(plugin);
    }

    @Override
    public @Nullable PluginWrapper whichPlugin(Class<?> type) {
        boolean own = generation != null && generation.isOf(type.getClassLoader());
        return own ? wrapper : super.whichPlugin(type);
    }

    @Override
    public @Nullable ClassLoader getPluginClassLoader(String pluginId) {
        if (id.equals(pluginId)) {
            return generation == null ? null : generation.loaderIfAny();
        }
        for (Generation each : dependencies) {
            if (each.id().equals(pluginId)) {
                return each.loaderIfAny();
            }
        }
        return null;
    }

    /** An instance of another plugin's class would be past that plugin's protection. */
    @Override
    boolean mayTouch(String pluginId) {
        return id.equals(pluginId);
    }

    /** The wrapper of one generation, for that generation's own eyes: it goes with the generation. */
    private static final class OwnWrapper extends PluginWrapper {

        private final Generation generation;

        /** Set by the operation once it is constructed, read by whatever threads the plugin has. */
        private volatile @Nullable Plugin plugin;

        OwnWrapper(PluginManager view, Generation generation) {
            super(view, generation.descriptor(), generation.copy().root(), generation.loader());
            this.generation = generation;
        }

        @Override
        public @Nullable Plugin getPlugin() {
            return plugin;
        }

        @Override
        public PluginState getPluginState() {
            return KnownPlugins.stateOf(generation.phase());
        }

        /** Equal to what others hold of the same plugin: pf4j compares ids. */
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof PluginWrapper wrapper
                    && wrapper.getPluginId().equals(getPluginId());
        }

        @Override
        public int hashCode() {
            return super.hashCode();
        }
    }

    // ------------------------------------------------------------------------ listening

    /** Told until the plugin begins to drain, and forgotten with it. */
    @Override
    public void addPluginStateListener(PluginStateListener listener) {
        core().stateEvents().add(listener, this, generation());
    }

    @Override
    public void removePluginStateListener(PluginStateListener listener) {
        core().stateEvents().remove(listener, this);
    }

    // ------------------------------------------------------------------------ what is for the application alone

    @Override
    public void loadPlugins() {
        throw refused("loadPlugins");
    }

    @Override
    public String loadPlugin(Path pluginPath) {
        throw refused("loadPlugin");
    }

    @Override
    public void startPlugins() {
        throw refused("startPlugins");
    }

    @Override
    public PluginState startPlugin(String pluginId) {
        throw refused("startPlugin");
    }

    @Override
    public void stopPlugins() {
        throw refused("stopPlugins");
    }

    @Override
    public PluginState stopPlugin(String pluginId) {
        throw refused("stopPlugin");
    }

    @Override
    public void unloadPlugins() {
        throw refused("unloadPlugins");
    }

    @Override
    public boolean unloadPlugin(String pluginId) {
        throw refused("unloadPlugin");
    }

    @Override
    public boolean disablePlugin(String pluginId) {
        throw refused("disablePlugin");
    }

    @Override
    public boolean enablePlugin(String pluginId) {
        throw refused("enablePlugin");
    }

    @Override
    public boolean deletePlugin(String pluginId) {
        throw refused("deletePlugin");
    }

    @Override
    public void setSystemVersion(String version) {
        throw refused("setSystemVersion");
    }

    private UnsupportedOperationException refused(String method) {
        return new UnsupportedOperationException("Plugin '" + id + "' called PluginManager." + method
                + "; a plugin only looks here, and the application steers");
    }
}
