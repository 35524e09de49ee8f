package io.rundown.host;

import io.rundown.host.KnownPlugins.Known;
import io.rundown.host.internal.handle.Ranked;
import io.rundown.host.internal.handle.Slot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pf4j.ExtensionFactory;
import org.pf4j.PluginManager;
import org.pf4j.PluginState;
import org.pf4j.PluginWrapper;
import org.pf4j.RuntimeMode;
import org.pf4j.VersionManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The half of pf4j's plugin manager that changes nothing: snapshots of the plugins, handles for their extensions. The
 * application and the plugins see the same.
 */
abstract class ReadablePlugins implements PluginManager {

    private static final Logger log = LoggerFactory.getLogger(PluginHost.class);

    private final HostCore core;

    ReadablePlugins(HostCore core) {
        this.core = core;
    }

    final HostCore core() {
        return core;
    }

    // ------------------------------------------------------------------------ plugins

    @Override
    public List<PluginWrapper> getPlugins() {
        return wrappers(each -> true);
    }

    @Override
    public List<PluginWrapper> getPlugins(PluginState state) {
        return wrappers(each -> each.state() == state);
    }

    @Override
    public List<PluginWrapper> getResolvedPlugins() {
        return wrappers(each -> each.state() != PluginState.CREATED);
    }

    @Override
    public List<PluginWrapper> getUnresolvedPlugins() {
        return getPlugins(PluginState.CREATED);
    }

    @Override
    public List<PluginWrapper> getStartedPlugins() {
        return getPlugins(PluginState.STARTED);
    }

    @Override
    public @Nullable PluginWrapper getPlugin(@Nullable String pluginId) {
        Known found = core.known().find(pluginId);
        return found == null ? null : wrapper(found);
    }

    /** By the class loader: a handle belongs to no plugin's class loader, and is not found. */
    @Override
    public @Nullable PluginWrapper whichPlugin(Class<?> type) {
        for (Generation each : core.world().allDependentsFirst()) {
            if (each.isOf(type.getClassLoader())) {
                return wrapper(Known.of(each));
            }
        }
        return null;
    }

    private List<PluginWrapper> wrappers(Predicate<Known> wanted) {
        return core.known().all().values().stream()
                .filter(wanted)
                .map(this::wrapper)
                .toList();
    }

    PluginWrapper wrapper(Known plugin) {
        return new KnownWrapper(this, core.known(), plugin);
    }

    // ------------------------------------------------------------------------ extensions

    @Override
    public <T> List<T> getExtensions(Class<T> type) {
        List<Ranked<T>> all = new ArrayList<>(core.applicationExtensions().of(type));
        all.addAll(
                new LiveExtensions<>(type, core::world, core.settings().whenUnavailable(), core.compiler()).ranked());
        return inOrder(all);
    }

    /** Without an id, pf4j means the application itself. */
    @Override
    public <T> List<T> getExtensions(Class<T> type, @Nullable String pluginId) {
        if (pluginId == null) {
            return inOrder(new ArrayList<>(core.applicationExtensions().of(type)));
        }
        Slot slot = servingSlot(pluginId);
        return slot == null
                ? List.of()
                : slot.handles(type, core.settings().whenUnavailable(), core.compiler()).stream()
                        .map(Ranked::value)
                        .toList();
    }

    private static <T> List<T> inOrder(List<Ranked<T>> all) {
        all.sort(Comparator.comparingInt(Ranked::ordinal));
        return all.stream().map(Ranked::value).toList();
    }

    /** Handles for those extensions that have exactly one extension point: for others nobody says which is meant. */
    @Override
    @SuppressWarnings("rawtypes") // pf4j declares it so
    public List getExtensions(String pluginId) {
        List<Object> handles = new ArrayList<>();
        for (Ranked<Object> each : extensionsOf(pluginId)) {
            Class<?> extension = each.value().getClass();
            Set<Class<?>> points = PluginClasses.pointsOf(extension);
            if (points.size() == 1) {
                addHandle(pluginId, points.iterator().next(), extension.getName(), handles);
            } else {
                log.warn(
                        "Plugin '{}': extension {} is left out of getExtensions(String), because it has {} extension"
                                + " points; ask for it by one of them",
                        pluginId,
                        extension.getName(),
                        points.size());
            }
        }
        return List.copyOf(handles);
    }

    private void addHandle(String pluginId, Class<?> point, String extension, List<Object> handles) {
        Slot slot = servingSlot(pluginId);
        Object handle = slot == null
                ? null
                : slot.handle(point, extension, core.settings().whenUnavailable(), core.compiler());
        if (handle != null) {
            handles.add(handle);
        }
    }

    /** The classes themselves, past every protection. */
    @Override
    public List<Class<?>> getExtensionClasses(String pluginId) {
        if (!mayTouch(pluginId)) {
            return List.of();
        }
        return extensionsOf(pluginId).stream()
                .<Class<?>>map(each -> each.value().getClass())
                .toList();
    }

    /** The classes themselves, past every protection. */
    @Override
    public <T> List<Class<? extends T>> getExtensionClasses(Class<T> type) {
        List<Ranked<Class<?>>> all =
                new ArrayList<>(core.applicationExtensions().classes());
        for (Generation each : core.world().current().values()) {
            if (mayTouch(each.id())) {
                extensionsOf(each.id())
                        .forEach(one -> all.add(new Ranked<>(one.value().getClass(), one.ordinal())));
            }
        }
        all.removeIf(each -> !type.isAssignableFrom(each.value()));
        return inOrder(all).stream()
                .<Class<? extends T>>map(each -> each.asSubclass(type))
                .toList();
    }

    /** The classes themselves, past every protection. */
    @Override
    public <T> List<Class<? extends T>> getExtensionClasses(Class<T> type, @Nullable String pluginId) {
        List<Class<?>> all = pluginId == null
                ? inOrder(new ArrayList<>(core.applicationExtensions().classes()))
                : getExtensionClasses(pluginId);
        return all.stream()
                .filter(type::isAssignableFrom)
                .<Class<? extends T>>map(each -> each.asSubclass(type))
                .toList();
    }

    @Override
    public Set<String> getExtensionClassNames(@Nullable String pluginId) {
        return pluginId == null
                ? core.applicationExtensions().classNames()
                : extensionsOf(pluginId).stream()
                        .map(each -> each.value().getClass().getName())
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether the classes of a plugin's extensions may be handed out here. */
    abstract boolean mayTouch(String pluginId);

    /** The slot of a plugin that calls get into now. */
    private @Nullable Slot servingSlot(String pluginId) {
        Generation current = core.world().current().get(pluginId);
        return current != null && current.slot().isServing() ? current.slot() : null;
    }

    private List<Ranked<Object>> extensionsOf(String pluginId) {
        Slot slot = servingSlot(pluginId);
        return slot == null ? List.of() : slot.gate().extensions();
    }

    @Override
    public ExtensionFactory getExtensionFactory() {
        return core.extensionFactory();
    }

    // ------------------------------------------------------------------------ the surroundings

    @Override
    public RuntimeMode getRuntimeMode() {
        return core.settings().parts().runtimeMode();
    }

    @Override
    public String getSystemVersion() {
        return core.settings().requirements().systemVersion();
    }

    @Override
    public VersionManager getVersionManager() {
        return core.settings().parts().versions();
    }

    @Override
    @Deprecated // by pf4j
    public Path getPluginsRoot() {
        List<Path> roots = getPluginsRoots();
        if (roots.isEmpty()) {
            throw new IllegalStateException(
                    "This plugin host has no folder for plugins; give PluginHostBuilder.pluginsRoot one");
        }
        return roots.get(0);
    }

    @Override
    public List<Path> getPluginsRoots() {
        return core.settings().parts().roots();
    }
}
