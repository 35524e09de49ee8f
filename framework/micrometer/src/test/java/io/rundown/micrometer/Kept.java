package io.rundown.micrometer;

import java.util.ArrayList;
import java.util.List;

/** Where an application keeps what a plugin gave it. */
public final class Kept {

    private static final List<Object> OBJECTS = new ArrayList<>();

    private Kept() {}

    /** Called by plugins. */
    public static synchronized void keep(Object object) {
        OBJECTS.add(object);
    }

    static synchronized void clear() {
        OBJECTS.clear();
    }
}
