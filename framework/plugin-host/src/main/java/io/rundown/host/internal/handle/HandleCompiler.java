package io.rundown.host.internal.handle;

import io.rundown.Guard;
import java.lang.reflect.Constructor;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes handles: one generated class for each extension point, shared by all plugins and all their generations, so that
 * reloading creates no classes on the host's side.
 */
public final class HandleCompiler {

    /** What generated code refers to by name, apart from the extension point itself. */
    static final Class<?>[] HOST_TYPES = {Gate.class, Slot.class, ExtensionRef.class, AsyncResults.class, Guard.class};

    private final Map<Class<?>, Constructor<?>> constructors = new ConcurrentHashMap<>();

    /** Class loaders of plugins that are gone, as long as somebody else keeps them. */
    private final Set<ClassLoader> forgotten =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    /**
     * Finds out whether handles can be made for a type, without making any.
     *
     * @throws UnwrappableException if not; it says why
     */
    public void check(Class<?> type) throws UnwrappableException {
        if (!constructors.containsKey(type)) {
            HandleShape.of(type);
        }
    }

    /** Makes the handle for a reference. */
    Object newHandle(ExtensionRef ref) {
        try {
            return constructor(ref.type()).newInstance(ref);
        } catch (UnwrappableException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        } catch (ReflectiveOperationException e) {
            // Only the constructor of an abstract class is foreign code here.
            throw new IllegalStateException(
                    "Cannot make a handle for " + ref.type().getName(), e);
        }
    }

    private Constructor<?> constructor(Class<?> type) throws UnwrappableException, NoSuchMethodException {
        Constructor<?> known = constructors.get(type);
        if (known == null) {
            known = compile(HandleShape.of(type));
            // Of two threads that compile at once one wins; the other's class is garbage.
            Constructor<?> raced = constructors.putIfAbsent(type, known);
            known = raced == null ? known : raced;
            if (hasForgotten(type)) {
                constructors.remove(type);
            }
        }
        return known;
    }

    private static Constructor<?> compile(HandleShape shape) throws NoSuchMethodException {
        String name = HandleNames.classNameFor(shape.type());
        byte[] code = new HandleWriter(shape, name).write();
        return new HandleLoader(shape.type()).define(name, code).getConstructor(ExtensionRef.class);
    }

    /** Forgets the handle classes of extension points that a class loader defines which is being closed. */
    public void forget(ClassLoader loader) {
        forgotten.add(loader);
        constructors.keySet().removeIf(type -> type.getClassLoader() == loader);
    }

    /** Whether nothing about a type may be remembered any more. */
    boolean hasForgotten(Class<?> type) {
        return forgotten.contains(type.getClassLoader());
    }
}
