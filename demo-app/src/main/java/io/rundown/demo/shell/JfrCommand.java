package io.rundown.demo.shell;

import io.rundown.demo.session.UserMistake;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Begins and ends a flight recording. */
@Command(
        name = "jfr",
        description = "Record the host's events: start FILE, stop FILE, or nothing to see whether it runs.")
final class JfrCommand extends InShell implements Runnable {

    @Parameters(
            paramLabel = "start|stop",
            index = "0",
            arity = "0..1",
            completionCandidates = Acts.StartStop.class,
            description = "What to do. Default: show whether it runs.")
    private @Nullable String act;

    @Parameters(
            paramLabel = "FILE",
            index = "1",
            arity = "0..1",
            description =
                    "Where to write it at the end. Default: a new file in this folder; with stop, where start said.")
    private @Nullable Path file;

    @Override
    public void run() {
        FlightRecording recording = shell().recording();
        switch (act == null ? "" : act) {
            case "start" -> {
                recording.start(file);
                out().println(recording);
            }
            case "stop" -> out().println(recording.stop(file));
            case "" -> out().println(recording);
            default -> throw new UserMistake("jfr start FILE, jfr stop FILE, or jfr; not '" + act + "'");
        }
    }
}
