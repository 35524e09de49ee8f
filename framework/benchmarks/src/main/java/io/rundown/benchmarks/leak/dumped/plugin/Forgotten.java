package io.rundown.benchmarks.leak.dumped.plugin;

/** The same of a plugin that is gone, except for this. */
public final class Forgotten implements Runnable {

    private final Reminder reminder = new Reminder();

    /** Called by reflection. */
    public Forgotten() {}

    @Override
    public void run() {
        reminder.run();
    }
}
