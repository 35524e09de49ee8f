package io.rundown.host.internal.handle;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Type;

/**
 * What a handle for an extension point has to look like, or why there can be none. A handle must forward every method
 * that the application can call: one it could not forward would run on the handle itself, past the protection.
 *
 * @param type the extension point
 * @param forwarded the methods to forward, each signature once
 * @param blocked protected abstract methods, which only the extension itself may call
 */
record HandleShape(Class<?> type, Collection<Forwarded> forwarded, Collection<Method> blocked) {

    /**
     * A method to forward.
     *
     * @param method the method
     * @param result what becomes of its result
     */
    record Forwarded(Method method, ResultShape result) {}

    /** As an extension point. */
    static HandleShape of(Class<?> type) throws UnwrappableException {
        try {
            requireSubtypable(type);
            Map<String, Method> forwarded = new LinkedHashMap<>();
            Map<String, Method> blocked = new LinkedHashMap<>();
            for (Method method : type.getMethods()) {
                if (isForwarded(type, method)) {
                    forwarded.putIfAbsent(signature(method), method);
                }
            }
            if (!type.isInterface()) {
                inspectHidden(type, blocked);
            }
            List<Forwarded> methods = new ArrayList<>();
            for (Method method : forwarded.values()) {
                methods.add(new Forwarded(method, ResultShape.of(type, method, forwarded.values())));
            }
            return new HandleShape(type, methods, blocked.values());
        } catch (LinkageError | TypeNotPresentException e) {
            throw new UnwrappableException(type, "its signatures name a class that is not there: " + e);
        }
    }

    /** As the type of lent objects. */
    static HandleShape ofLent(Class<?> type) throws UnwrappableException {
        if (!type.isInterface()) {
            throw new UnwrappableException(type, "it is not an interface");
        }
        return of(type);
    }

    private static void requireSubtypable(Class<?> type) throws UnwrappableException {
        int modifiers = type.getModifiers();
        if (!type.isInterface() && !Modifier.isAbstract(modifiers)) {
            throw new UnwrappableException(type, "it is neither an interface nor an abstract class");
        }
        if (type.isAnnotation() || type.isPrimitive() || type.isArray() || type.isEnum()) {
            throw new UnwrappableException(type, "it is not a type to implement");
        }
        if (type.isSealed()) {
            throw new UnwrappableException(type, "it is sealed");
        }
        if (!Modifier.isPublic(modifiers)) {
            throw new UnwrappableException(type, "it is not public");
        }
        if (!type.getModule().isExported(type.getPackageName())) {
            throw new UnwrappableException(type, "its module does not export its package");
        }
        if (!type.isInterface()) {
            requireConstructor(type);
        }
    }

    private static void requireConstructor(Class<?> type) throws UnwrappableException {
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (constructor.getParameterCount() == 0 && isVisibleToSubclass(constructor.getModifiers())) {
                return;
            }
        }
        throw new UnwrappableException(type, "it has no public or protected constructor without parameters");
    }

    private static boolean isForwarded(Class<?> type, Method method) throws UnwrappableException {
        if (Modifier.isStatic(method.getModifiers()) || isObjectMethod(method)) {
            return false;
        }
        if (Modifier.isFinal(method.getModifiers())) {
            throw new UnwrappableException(type, "its method " + method.getName() + " is final");
        }
        return true;
    }

    /** Methods that {@link Class#getMethods()} does not show, but that a handle inherits. */
    private static void inspectHidden(Class<?> type, Map<String, Method> blocked) throws UnwrappableException {
        Map<String, Method> seen = new LinkedHashMap<>();
        for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
            for (Method method : each.getDeclaredMethods()) {
                int modifiers = method.getModifiers();
                if (Modifier.isStatic(modifiers) || Modifier.isPrivate(modifiers) || Modifier.isPublic(modifiers)) {
                    continue;
                }
                if (!isVisibleToSubclass(modifiers)) {
                    throw new UnwrappableException(type, "its method " + method.getName() + " is package-private");
                }
                boolean first = seen.putIfAbsent(signature(method), method) == null;
                if (first && Modifier.isAbstract(modifiers)) {
                    blocked.put(signature(method), method);
                }
            }
        }
    }

    private static boolean isVisibleToSubclass(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    /** The host answers these itself, however an interface redeclares them. */
    private static boolean isObjectMethod(Method method) {
        if (method.getDeclaringClass() == Object.class) {
            return true;
        }
        return switch (signature(method)) {
            case "equals(Ljava/lang/Object;)Z", "hashCode()I", "toString()Ljava/lang/String;" -> true;
            default -> false;
        };
    }

    private static String signature(Method method) {
        return method.getName() + Type.getMethodDescriptor(method);
    }
}
