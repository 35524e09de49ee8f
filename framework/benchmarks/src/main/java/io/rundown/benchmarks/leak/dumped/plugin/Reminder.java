package io.rundown.benchmarks.leak.dumped.plugin;

import java.util.ArrayList;
import java.util.List;

/** What a plugin might leave in a registry of the application's. */
public final class Reminder implements Runnable {

    private final List<String> done = new ArrayList<>();

    /** Called by reflection. */
    public Reminder() {}

    @Override
    public void run() {
        done.add("reminded " + done.size());
    }
}
