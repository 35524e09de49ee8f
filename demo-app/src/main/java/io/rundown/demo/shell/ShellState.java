package io.rundown.demo.shell;

import io.rundown.demo.screen.LiveView;
import io.rundown.host.PluginHost;
import java.io.PrintWriter;

/** What the commands of a shell share. For the shell's thread. */
final class ShellState implements AutoCloseable {

    private final PluginHost host;
    private final PrintWriter out;
    private final LiveView view;
    private final LoadTest loadTest;
    private final Holds holds;
    private final FlightRecording recording = new FlightRecording();
    private final Watching watching;
    private boolean quit;

    ShellState(PluginHost host, PrintWriter out, LiveView view, Announcer announcer) {
        this.host = host;
        this.out = out;
        this.view = view;
        this.loadTest = new LoadTest(host);
        this.holds = new Holds(host);
        this.watching = new Watching(host, announcer, Thread.currentThread());
    }

    /** Tells what happens by itself, from any thread. */
    @FunctionalInterface
    interface Announcer {
        void announce(String text);
    }

    PluginHost host() {
        return host;
    }

    PrintWriter out() {
        return out;
    }

    LiveView view() {
        return view;
    }

    LoadTest loadTest() {
        return loadTest;
    }

    Holds holds() {
        return holds;
    }

    FlightRecording recording() {
        return recording;
    }

    Watching watching() {
        return watching;
    }

    void quit() {
        quit = true;
    }

    boolean hasQuit() {
        return quit;
    }

    /** Ends what goes on in the background. Idempotent. */
    @Override
    public void close() {
        watching.off();
        try {
            // Before the load test's threads are waited for: an interrupt ends that wait, and would spoil the writing.
            if (recording.isRunning()) {
                out.println(recording.stop(null));
            }
        } finally {
            loadTest.stop();
            holds.stop();
        }
    }
}
