package io.rundown;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Makes HotSpot shake hands with every thread. Closing a shared arena has to make sure that no thread is in the middle
 * of an access to it, wherever that thread may be; HotSpot asks each one at its next safepoint poll, and asking and
 * answering are full fences. Threads that are blocked or in native code are answered for, and pass a fence before they
 * come back.
 *
 * <p>Bound by name, because the library is compiled for Java 17.
 */
final class HandshakeFence {

    /** The version in which {@code java.lang.foreign.Arena} became final. */
    static final int SINCE = 22;

    /** {@code Arena.ofShared().close()}; constant for the JIT. */
    private static final MethodHandle OPEN_AND_CLOSE = bind();

    private HandshakeFence() {}

    private static MethodHandle bind() {
        try {
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            Class<?> arena = Class.forName("java.lang.foreign.Arena");
            MethodHandle ofShared = lookup.findStatic(arena, "ofShared", MethodType.methodType(arena));
            MethodHandle close = lookup.findVirtual(arena, "close", MethodType.methodType(void.class));
            return MethodHandles.filterReturnValue(ofShared, close);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("java.lang.foreign.Arena is not as Java " + SINCE + " has it", e);
        }
    }

    static void pass() {
        try {
            OPEN_AND_CLOSE.invokeExact();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("A shared arena could not be opened and closed", e);
        }
    }
}
