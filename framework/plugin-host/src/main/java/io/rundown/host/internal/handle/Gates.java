package io.rundown.host.internal.handle;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;

/**
 * The gates of one host. Finds the one that an object belongs to, by the class loader of its class, and makes handles for
 * such objects.
 */
public final class Gates {

    private final HandleCompiler compiler;
    private final BiConsumer<String, Runnable> background;
    private final boolean verifying;

    /** Of every generation whose class loader is still there, whatever its phase. Looked through once for each class. */
    private final List<Gate> gates = new CopyOnWriteArrayList<>();

    /** How many calls each plugin has refused. An entry stays, as its handles do. */
    private final Map<String, LongAdder> refusals = new ConcurrentHashMap<>();

    /** Costs no lock and no allocation. An answer holds for ever: a loader is known here before it defines a class. */
    private final ClassValue<Optional<Gate>> origins = new ClassValue<>() {
        @Override
        protected Optional<Gate> computeValue(Class<?> type) {
            return find(type.getClassLoader());
        }
    };

    /**
     * Makes the gates of a host, of which there are none yet.
     *
     * @param compiler makes the handles' classes
     * @param background runs something on a daemon thread of the given name
     * @param verifying whether every call is recorded
     */
    public Gates(HandleCompiler compiler, BiConsumer<String, Runnable> background, boolean verifying) {
        this.compiler = compiler;
        this.verifying = verifying;
        this.background = background;
    }

    /**
     * Makes the gate of a new generation.
     *
     * @param pluginId the plugin
     * @param version the generation's version
     * @param generation its number
     * @param loader its class loader, which has defined no class yet
     */
    public Gate open(String pluginId, String version, int generation, ClassLoader loader) {
        LongAdder ofPlugin = refusals.computeIfAbsent(pluginId, first -> new LongAdder());
        Gate gate = new Gate(this, pluginId, version, generation, loader, ofPlugin);
        gates.removeIf(Gate::isForgotten);
        gates.add(gate);
        return gate;
    }

    /** How many calls a plugin has refused so far, in all of its generations. */
    public long refused(String pluginId) {
        LongAdder ofPlugin = refusals.get(pluginId);
        return ofPlugin == null ? 0 : ofPlugin.sum();
    }

    /** Classes that a plugin defines by loaders of its own are the plugin's. A handle is nobody's. */
    private Optional<Gate> find(ClassLoader definer) {
        for (ClassLoader loader = definer; loader != null; loader = loader.getParent()) {
            if (loader instanceof HandleLoader) {
                return Optional.empty();
            }
            for (Gate gate : gates) {
                if (gate.isOf(loader)) {
                    return Optional.of(gate);
                }
            }
        }
        return Optional.empty();
    }

    /**
     * What leaves a plugin in place of an object: a handle if the object is a plugin's, or else itself.
     *
     * @throws IllegalStateException if there can be no handle
     */
    Object lend(Object object, Class<?> type) {
        Optional<Gate> origin = origins.get(object.getClass());
        return origin.isEmpty() ? object : lend(object, type, origin.get());
    }

    private Object lend(Object object, Class<?> type, Gate origin) {
        try {
            return compiler.newLentHandle(type, origin.lend(object));
        } catch (UnwrappableException e) {
            throw new IllegalStateException(
                    origin + " hands out an object of its class "
                            + object.getClass().getName() + ", but " + e.getMessage(),
                    e);
        }
    }

    /**
     * As a plugin's call would hand it out.
     *
     * @param <T> what the application sees
     * @param type an interface
     * @param object of a plugin or not
     * @return a handle, or the object itself if it is no plugin's
     * @throws IllegalArgumentException if no handle can be made for the type, or the object is not of it
     * @throws io.rundown.host.model.PluginUnavailableException if the object's generation is gone
     */
    public <T> T guard(Class<T> type, T object) {
        try {
            compiler.checkLent(type);
        } catch (UnwrappableException e) {
            throw new IllegalArgumentException("Cannot guard by this type: " + e.getMessage(), e);
        }
        if (!type.isInstance(object)) {
            throw new IllegalArgumentException(
                    "Cannot guard: " + object.getClass().getName() + " is no " + type.getName());
        }
        Optional<Gate> origin = origins.get(object.getClass());
        if (origin.isPresent() && origin.get().isCleared()) {
            throw origin.get().refuse();
        }
        return type.cast(lend(object, type));
    }

    boolean isVerifying() {
        return verifying;
    }

    /** Runs something on a daemon thread. */
    void inBackground(String name, Runnable body) {
        background.accept(name, body);
    }
}
