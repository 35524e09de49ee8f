package io.rundown.host;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.function.Supplier;

/**
 * Before Java 24 a new thread keeps the protection domains of everything that is on the stack, and with them their class
 * loaders. A privileged action cuts the stack off. A class of its own, as what it uses is to be removed from the JDK.
 */
@SuppressWarnings("removal")
final class WithoutCallers {

    private WithoutCallers() {}

    static <T> T make(Supplier<T> maker) {
        return AccessController.doPrivileged((PrivilegedAction<T>) maker::get);
    }
}
