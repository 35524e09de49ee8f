package io.rundown.host.internal.handle;

/** No handle can be made for a type; the message says which type and why. */
public final class UnwrappableException extends Exception {

    private static final long serialVersionUID = 1L;

    UnwrappableException(Class<?> type, String why) {
        super("no handle can be made for " + type.getName() + ": " + why);
    }
}
