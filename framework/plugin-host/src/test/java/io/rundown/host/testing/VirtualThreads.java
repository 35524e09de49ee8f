package io.rundown.host.testing;

import java.lang.reflect.InvocationTargetException;

/** What Java 17 cannot say: a JDK that has virtual threads is asked by reflection. */
public final class VirtualThreads {

    private VirtualThreads() {}

    public static boolean areThere() {
        return Runtime.version().feature() >= 21;
    }

    /** Starts one, which has no name. */
    public static Thread start(Runnable body) {
        try {
            return (Thread)
                    Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, body);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            throw new LinkageError("A JDK of this version has virtual threads", e);
        }
    }
}
