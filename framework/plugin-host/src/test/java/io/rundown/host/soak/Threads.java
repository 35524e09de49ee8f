package io.rundown.host.soak;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;

/** Threads of every kind that this JDK has. */
final class Threads {

    private Threads() {}

    static ThreadFactory platform() {
        return body -> {
            Thread thread = new Thread(body);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Platform threads and, from JDK 21 on, virtual ones. */
    static List<ThreadFactory> factories() {
        List<ThreadFactory> factories = new ArrayList<>(List.of(platform()));
        if (Runtime.version().feature() >= 21) {
            factories.add(virtual());
        }
        return factories;
    }

    /** Found by reflection, as this compiles for an older JDK. */
    private static ThreadFactory virtual() {
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            Method factory = Class.forName("java.lang.Thread$Builder").getMethod("factory");
            return (ThreadFactory) factory.invoke(builder);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("A JDK of this version has virtual threads", e);
        }
    }
}
