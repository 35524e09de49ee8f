package io.rundown.benchmarks;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** The two ways to make every thread pass a fence, by themselves: what a rundown costs at the least. */
public final class HeavyFence {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final long[] ONE_THREAD = {1};

    private HeavyFence() {}

    /** A handshake where closing a shared arena makes one, from Java 22 on; a safepoint before. */
    public static Runnable ofThisJdk() {
        return Runtime.version().feature() >= 22 ? handshake() : HeavyFence::safepoint;
    }

    private static void safepoint() {
        if (THREADS.getThreadInfo(ONE_THREAD, false, false, 0).length == 0) {
            throw new AssertionError("One thread was asked for");
        }
    }

    private static Runnable handshake() {
        MethodHandle ofShared;
        MethodHandle close;
        try {
            Class<?> arena = Class.forName("java.lang.foreign.Arena");
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            ofShared = lookup.findStatic(arena, "ofShared", MethodType.methodType(arena));
            close = lookup.findVirtual(arena, "close", MethodType.methodType(void.class));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("No shared arenas in Java " + Runtime.version(), e);
        }
        return () -> {
            try {
                close.invoke(ofShared.invoke());
            } catch (Throwable e) {
                throw new AssertionError("A fresh arena could not be closed", e);
            }
        };
    }
}
