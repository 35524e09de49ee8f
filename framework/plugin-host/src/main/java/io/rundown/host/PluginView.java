package io.rundown.host;

import io.rundown.host.internal.handle.HandleCompiler;
import io.rundown.host.internal.handle.Ranked;
import io.rundown.host.model.WhenUnavailable;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pf4j.DefaultExtensionFactory;
import org.pf4j.DefaultVersionManager;
import org.pf4j.ExtensionFactory;
import org.pf4j.PluginManager;
import org.pf4j.PluginState;
import org.pf4j.PluginStateListener;
import org.pf4j.PluginWrapper;
import org.pf4j.RuntimeMode;
import org.pf4j.VersionManager;

/**
 * What a plugin sees as its plugin manager: itself, and nothing to steer by. Like pf4j's own
 * {@code SecurePluginManagerWrapper}, except that extensions come out guarded.
 */
final class PluginView implements PluginManager {

    private final Generation generation;
    private final HandleCompiler compiler;

    /** Set right after construction, because each needs the other; both belong to the generation and go with it. */
    private @Nullable PluginWrapper wrapper;

    private PluginView(Generation generation, HandleCompiler compiler) {
        this.generation = generation;
        this.compiler = compiler;
    }

    /** Makes what pf4j hands to a plugin. */
    static PluginWrapper wrapper(Generation generation, HandleCompiler compiler) {
        PluginView view = new PluginView(generation, compiler);
        PluginWrapper wrapper = new PluginWrapper(
                view, generation.descriptor(), generation.copy().root(), generation.loader());
        view.wrapper = wrapper;
        return wrapper;
    }

    // ------------------------------------------------------------------------ the plugin itself

    @Override
    public List<PluginWrapper> getPlugins() {
        return wrapper == null ? List.of() : List.of(wrapper);
    }

    @Override
    public List<PluginWrapper> getPlugins(PluginState state) {
        return getPlugins().stream()
                .filter(each -> each.getPluginState() == state)
                .toList();
    }

    @Override
    public List<PluginWrapper> getResolvedPlugins() {
        return getPlugins();
    }

    @Override
    public List<PluginWrapper> getUnresolvedPlugins() {
        return List.of();
    }

    @Override
    public List<PluginWrapper> getStartedPlugins() {
        return getPlugins(PluginState.STARTED);
    }

    @Override
    public @Nullable PluginWrapper getPlugin(String pluginId) {
        return isOwn(pluginId) ? wrapper : null;
    }

    @Override
    public @Nullable PluginWrapper whichPlugin(Class<?> type) {
        return type.getClassLoader() == generation.loader() ? wrapper : null;
    }

    @Override
    public @Nullable ClassLoader getPluginClassLoader(String pluginId) {
        return isOwn(pluginId) ? generation.loader() : null;
    }

    private boolean isOwn(String pluginId) {
        return generation.id().equals(pluginId);
    }

    // ------------------------------------------------------------------------ its extensions

    @Override
    public <T> List<T> getExtensions(Class<T> type) {
        return getExtensions(type, generation.id());
    }

    @Override
    public <T> List<T> getExtensions(Class<T> type, String pluginId) {
        if (!isOwn(pluginId)) {
            return List.of();
        }
        return generation.slot().handles(type, WhenUnavailable.refuse(), compiler).stream()
                .map(Ranked::value)
                .toList();
    }

    @Override
    @SuppressWarnings("rawtypes") // pf4j declares it so
    public List getExtensions(String pluginId) {
        throw refused("getExtensions without a type");
    }

    @Override
    public List<Class<?>> getExtensionClasses(String pluginId) {
        return isOwn(pluginId)
                ? generation.gate().extensions().stream()
                        .<Class<?>>map(each -> each.value().getClass())
                        .toList()
                : List.of();
    }

    @Override
    public <T> List<Class<? extends T>> getExtensionClasses(Class<T> type) {
        return getExtensionClasses(type, generation.id());
    }

    @Override
    public <T> List<Class<? extends T>> getExtensionClasses(Class<T> type, String pluginId) {
        return getExtensionClasses(pluginId).stream()
                .filter(type::isAssignableFrom)
                .<Class<? extends T>>map(each -> each.asSubclass(type))
                .toList();
    }

    @Override
    public Set<String> getExtensionClassNames(String pluginId) {
        return Set.copyOf(
                getExtensionClasses(pluginId).stream().map(Class::getName).toList());
    }

    @Override
    public ExtensionFactory getExtensionFactory() {
        return new DefaultExtensionFactory();
    }

    // ------------------------------------------------------------------------ the surroundings

    @Override
    public RuntimeMode getRuntimeMode() {
        return RuntimeMode.DEPLOYMENT;
    }

    @Override
    public String getSystemVersion() {
        return "0.0.0";
    }

    @Override
    public VersionManager getVersionManager() {
        return new DefaultVersionManager();
    }

    // ------------------------------------------------------------------------ what is for the application alone

    @Override
    @Deprecated // by pf4j
    public Path getPluginsRoot() {
        throw refused("getPluginsRoot");
    }

    @Override
    public List<Path> getPluginsRoots() {
        throw refused("getPluginsRoots");
    }

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
    public void addPluginStateListener(PluginStateListener listener) {
        throw refused("addPluginStateListener");
    }

    @Override
    public void removePluginStateListener(PluginStateListener listener) {
        throw refused("removePluginStateListener");
    }

    @Override
    public void setSystemVersion(String version) {
        throw refused("setSystemVersion");
    }

    private UnsupportedOperationException refused(String method) {
        return new UnsupportedOperationException(generation + " called PluginManager." + method
                + "; a plugin sees only itself here, and the application steers");
    }
}
