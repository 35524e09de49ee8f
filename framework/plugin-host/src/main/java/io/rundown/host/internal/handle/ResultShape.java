package io.rundown.host.internal.handle;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a method's result before a caller gets it.
 *
 * @param kind what to do with it
 * @param declared what it is taken for: the method's return type, or a more special one
 * @param lentAs the interface of the handle in place of the result, or of the promised value; null for none
 */
record ResultShape(Kind kind, Class<?> declared, @Nullable Class<?> lentAs) {

    enum Kind {
        /** It goes out as it is. */
        PLAIN,
        /** It goes out as a handle if it is a plugin's. */
        LENT,
        /** It holds protection until it has come. */
        PROMISED
    }

    private static final Set<Class<?>> PROMISES = Set.of(Future.class, CompletionStage.class, CompletableFuture.class);

    /**
     * Looks at one method.
     *
     * @param point the type whose handle forwards it
     * @param method the method
     * @param all all methods of that type, because the method may be a less special version of another
     * @throws UnwrappableException if its result cannot be guarded
     */
    static ResultShape of(Class<?> point, Method method, Collection<Method> all) throws UnwrappableException {
        Method special = method;
        for (Method each : all) {
            if (isSpecialOf(each, special)) {
                special = each;
            }
        }
        Class<?> declared = special.getReturnType();
        if (PROMISES.contains(declared)) {
            Class<?> value = interfaceIn(special.getGenericReturnType());
            requireAccess(point, method, value);
            return new ResultShape(Kind.PROMISED, declared, value);
        }
        if (declared.isInterface()) {
            requireAccess(point, method, declared);
            return new ResultShape(Kind.LENT, declared, declared);
        }
        return new ResultShape(Kind.PLAIN, method.getReturnType(), null);
    }

    /** Whether a method returns what another returns, known better: it overrides it, or the other is its bridge. */
    private static boolean isSpecialOf(Method special, Method general) {
        Class<?> known = general.getReturnType();
        return special.getName().equals(general.getName())
                && special.getReturnType() != known
                && known.isAssignableFrom(special.getReturnType())
                && takesTheSame(special, general);
    }

    private static boolean takesTheSame(Method special, Method general) {
        Class<?>[] narrow = special.getParameterTypes();
        Class<?>[] wide = general.getParameterTypes();
        if (!general.isBridge() || narrow.length != wide.length) {
            return Arrays.equals(narrow, wide);
        }
        for (int i = 0; i < wide.length; i++) {
            if (!wide[i].isAssignableFrom(narrow[i])) {
                return false;
            }
        }
        return true;
    }

    /** The interface of what is promised, as far as the declaration tells. */
    private static @Nullable Class<?> interfaceIn(Type promise) {
        if (!(promise instanceof ParameterizedType parameterized)) {
            return null;
        }
        Type argument = parameterized.getActualTypeArguments()[0];
        if (argument instanceof WildcardType wildcard) {
            argument = wildcard.getUpperBounds()[0];
        }
        if (argument instanceof ParameterizedType nested) {
            argument = nested.getRawType();
        }
        return argument instanceof Class<?> type && type.isInterface() ? type : null;
    }

    /** Generated code names the type, from a package and a module of its own. */
    private static void requireAccess(Class<?> point, Method method, @Nullable Class<?> type)
            throws UnwrappableException {
        if (type != null && !isAccessible(type)) {
            throw new UnwrappableException(
                    point, "its method " + method.getName() + " returns " + type.getName() + ", which is not public");
        }
    }

    static boolean isAccessible(Class<?> type) {
        return Modifier.isPublic(type.getModifiers()) && type.getModule().isExported(type.getPackageName());
    }
}
