package io.rundown.host.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** A flight recording of what the host tells. */
public final class Recorded implements AutoCloseable {

    private final Recording recording = new Recording();

    private Recorded() {}

    /** Records from now on. */
    public static Recorded begin() {
        Recorded recorded = new Recorded();
        for (String each : List.of(
                "PluginLoad",
                "PluginDrainBegin",
                "PluginDrain",
                "StuckCall",
                "PluginStop",
                "PluginDelete",
                "PluginCleanUp",
                "PluginClose",
                "PluginReclamation")) {
            recorded.recording.enable("io.rundown." + each);
        }
        recorded.recording.start();
        return recorded;
    }

    /** Records refused calls as well. */
    public Recorded withRefusedCalls() {
        recording.enable("io.rundown.CallRefused");
        return this;
    }

    /** Records only drains, stops and closes that take so long. */
    public Recorded withThreshold(Duration least) {
        for (String each : List.of("PluginDrain", "PluginStop", "PluginClose")) {
            recording.enable("io.rundown." + each).withThreshold(least);
        }
        return this;
    }

    /** What was recorded of one kind, in order. */
    public List<RecordedEvent> events(Path folder, String name) throws IOException {
        Path file = folder.resolve("recording-" + System.nanoTime() + ".jfr");
        recording.dump(file);
        return RecordingFile.readAllEvents(file).stream()
                .filter(each -> each.getEventType().getName().equals("io.rundown." + name))
                .sorted(Comparator.comparing(RecordedEvent::getEndTime))
                .toList();
    }

    @Override
    public void close() {
        recording.close();
    }
}
