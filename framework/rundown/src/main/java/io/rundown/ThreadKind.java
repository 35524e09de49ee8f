package io.rundown;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** Tells virtual threads, which come with Java 21, from platform threads on any version. */
final class ThreadKind {

    /** {@code Thread.isVirtual}, or null before Java 21; constant for the JIT either way. */
    private static final @Nullable MethodHandle IS_VIRTUAL = bind();

    private ThreadKind() {}

    private static @Nullable MethodHandle bind() {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class));
        } catch (NoSuchMethodException before21) {
            return null;
        } catch (IllegalAccessException impossible) {
            throw new AssertionError("Thread.isVirtual is public", impossible);
        }
    }

    static boolean isVirtual(Thread thread) {
        if (IS_VIRTUAL == null) {
            return false;
        }
        try {
            return (boolean) IS_VIRTUAL.invokeExact(thread);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable impossible) {
            throw new AssertionError("Thread.isVirtual throws nothing", impossible);
        }
    }
}
