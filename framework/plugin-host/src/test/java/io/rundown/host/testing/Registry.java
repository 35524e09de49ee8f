package io.rundown.host.testing;

import java.util.ArrayList;
import java.util.List;

/** Where plugins register objects with the application, past the host. */
public final class Registry {

    private static final List<Object> OBJECTS = new ArrayList<>();

    private Registry() {}

    /** Called by plugins. */
    public static synchronized void add(Object object) {
        OBJECTS.add(object);
    }

    /** What was registered last. */
    public static synchronized Object last() {
        return OBJECTS.get(OBJECTS.size() - 1);
    }

    public static synchronized void clear() {
        OBJECTS.clear();
    }
}
