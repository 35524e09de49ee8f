package io.rundown.host.testing;

import java.util.ArrayList;
import java.util.List;

/** What plugins under test did, in order. Shared between the test and the plugins, as it is the application's class. */
public final class PluginEvents {

    private static final List<String> EVENTS = new ArrayList<>();

    private PluginEvents() {}

    /** Called by plugins. */
    public static synchronized void add(String event) {
        EVENTS.add(event);
    }

    /** All since the last {@link #clear()}. */
    public static synchronized List<String> all() {
        return List.copyOf(EVENTS);
    }

    public static synchronized void clear() {
        EVENTS.clear();
    }
}
