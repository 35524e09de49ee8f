package io.rundown.host;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.function.Supplier;

/**
 * Makes what would otherwise keep everybody who is on the stack. Before Java 24, a new thread and a new
 * {@link java.net.URLClassLoader} keep the protection domains of all callers, and with them their class loaders, for as
 * long as they live; a thread hands them on to the threads that it starts.
 */
final class WithoutCallers {

    private static final boolean KEEPS_CALLERS = Runtime.version().feature() < 24;

    private WithoutCallers() {}

    /** Makes something that keeps none of the classes that are on the stack now. */
    static <T> T make(Supplier<T> maker) {
        return KEEPS_CALLERS ? Privileged.make(maker) : maker.get();
    }

    /** A privileged action cuts the stack off. A class of its own, never loaded where what it uses may be missing. */
    @SuppressWarnings("removal")
    private static final class Privileged {

        static <T> T make(Supplier<T> maker) {
            return AccessController.doPrivileged((PrivilegedAction<T>) maker::get);
        }
    }
}
