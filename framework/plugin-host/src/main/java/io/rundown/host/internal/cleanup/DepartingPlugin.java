package io.rundown.host.internal.cleanup;

import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A generation that has been stopped and whose class loader is about to be closed.
 *
 * @param loader its class loader
 * @param frameName as threads' stacks name its class loader, if they give no other that name; else null, and frames
 *     cannot be told from others
 * @param defined the classes that the loader has defined, or null if that is not known
 * @param application what threads of the application's get as their context class loader
 * @param beginning when it began
 * @param roots its plugin instance and its extensions, as far as they were made
 * @param hadInFields the timers, executors and threads that its fields led to before it was stopped
 * @param lifecycle tells threads on which the host runs the plugin's own lifecycle from all others
 */
public record DepartingPlugin(
        ClassLoader loader,
        @Nullable String frameName,
        @Nullable Collection<Class<?>> defined,
        ClassLoader application,
        Beginning beginning,
        List<Object> roots,
        List<Object> hadInFields,
        Predicate<Thread> lifecycle) {

    /** Whether a class loader is the plugin's, or one that the plugin has made below its own. */
    boolean owns(@Nullable ClassLoader candidate) {
        for (ClassLoader each = candidate; each != null; each = each.getParent()) {
            if (each == loader) {
                return true;
            }
        }
        return false;
    }

    boolean owns(Class<?> type) {
        return owns(type.getClassLoader());
    }

    /** Whether an object's class is the plugin's; the null reference is nobody's. */
    boolean ownsObject(@Nullable Object object) {
        return object != null && owns(object.getClass());
    }

    /**
     * Whether the plugin may have objects of a type. To be asked before the subsystem that the type belongs to is touched,
     * which may have to be initialized for it. Not for interfaces that lambdas implement, whose classes no loader sees.
     */
    boolean mayHave(Class<?> type) {
        return defined == null || defined.stream().anyMatch(type::isAssignableFrom);
    }
}
