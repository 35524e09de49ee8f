package io.rundown.host.internal.handle;

import io.rundown.Guard;
import java.lang.reflect.Constructor;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes handles: one generated class for each extension point, and one for each interface of lent objects, shared by all
 * plugins and all their generations, so that reloading creates no classes on the host's side.
 */
public final class HandleCompiler {

    /** What generated code refers to by name, apart from the extension point itself. */
    static final Class<?>[] HOST_TYPES = {
        Gate.class,
        Slot.class,
        Entry.class,
        ExtensionRef.class,
        LentHandle.class,
        LentObject.class,
        AsyncResults.class,
        Guard.class
    };

    private final boolean contextLoader;
    private final Map<Class<?>, Constructor<?>> extensions = new ConcurrentHashMap<>();
    private final Map<Class<?>, Constructor<?>> lent = new ConcurrentHashMap<>();

    /** Class loaders of plugins that are gone, as long as somebody else keeps them. */
    private final Set<ClassLoader> forgotten =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    /**
     * Makes a compiler.
     *
     * @param contextLoader whether calls set the context class loader
     */
    public HandleCompiler(boolean contextLoader) {
        this.contextLoader = contextLoader;
    }

    /**
     * Finds out whether handles can be made for an extension point, without making any.
     *
     * @throws UnwrappableException if not; it says why
     */
    public void check(Class<?> type) throws UnwrappableException {
        if (!extensions.containsKey(type)) {
            HandleShape.of(type);
        }
    }

    /**
     * Finds out whether objects can be lent as a type.
     *
     * @throws UnwrappableException if not; it says why
     */
    void checkLent(Class<?> type) throws UnwrappableException {
        if (!lent.containsKey(type)) {
            HandleShape.ofLent(type);
        }
    }

    /** Makes the handle for a reference. */
    Object newHandle(ExtensionRef ref) {
        Class<?> type = ref.type();
        try {
            Constructor<?> constructor = extensions.get(type);
            if (constructor == null) {
                HandleShape shape = HandleShape.of(type);
                String name = HandleNames.ofExtension(type);
                byte[] code = new ExtensionHandleWriter(shape, name, contextLoader).write();
                constructor = remember(extensions, type, load(type, name, code, ExtensionRef.class));
            }
            return constructor.newInstance(ref);
        } catch (UnwrappableException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        } catch (ReflectiveOperationException e) {
            // Only the constructor of an abstract class is foreign code here.
            throw new IllegalStateException("Cannot make a handle for " + type.getName(), e);
        }
    }

    /**
     * Makes a handle for a lent object.
     *
     * @throws UnwrappableException if there can be none for the type
     */
    LentHandle newLentHandle(Class<?> type, LentObject object) throws UnwrappableException {
        try {
            Constructor<?> constructor = lent.get(type);
            if (constructor == null) {
                HandleShape shape = HandleShape.ofLent(type);
                String name = HandleNames.ofLent(type);
                byte[] code = new LentHandleWriter(shape, name, contextLoader).write();
                constructor = remember(lent, type, load(type, name, code, LentObject.class));
            }
            return (LentHandle) constructor.newInstance(object);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot make a handle for " + type.getName(), e);
        }
    }

    private static Constructor<?> load(Class<?> type, String name, byte[] code, Class<?> parameter)
            throws NoSuchMethodException {
        return new HandleLoader(type).define(name, code).getConstructor(parameter);
    }

    /** Of two threads that compile at once one wins; the other's class is garbage. */
    private Constructor<?> remember(Map<Class<?>, Constructor<?>> known, Class<?> type, Constructor<?> made) {
        Constructor<?> raced = known.putIfAbsent(type, made);
        if (hasForgotten(type)) {
            known.remove(type);
        }
        return raced == null ? made : raced;
    }

    /** Forgets the handle classes of extension points that a class loader defines which is being closed. */
    public void forget(ClassLoader loader) {
        forgotten.add(loader);
        extensions.keySet().removeIf(type -> type.getClassLoader() == loader);
        lent.keySet().removeIf(type -> type.getClassLoader() == loader);
    }

    /** Whether nothing about a type may be remembered any more. */
    boolean hasForgotten(Class<?> type) {
        return forgotten.contains(type.getClassLoader());
    }
}
