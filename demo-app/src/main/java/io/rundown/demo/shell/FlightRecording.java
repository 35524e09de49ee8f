package io.rundown.demo.shell;

import io.rundown.demo.session.UserMistake;
import io.rundown.host.PluginHost;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;
import org.jspecify.annotations.Nullable;

/** A flight recording of what the host does. For the shell's thread. */
final class FlightRecording {

    private static final String SETTINGS = "/rundown.jfc";

    private @Nullable Recording recording;
    private Path file = Path.of("");

    boolean isRunning() {
        return recording != null;
    }

    void start(@Nullable Path where) {
        if (recording != null) {
            throw new UserMistake("There is a recording already; jfr stop writes it to '" + file + "'");
        }
        Path target = requireWritable(where != null ? where : Path.of("rundown-" + now() + ".jfr"));
        Recording begun = new Recording(settings());
        try {
            begun.setName("rundown");
            begun.start();
        } catch (RuntimeException e) {
            begun.close();
            throw e;
        }
        file = target;
        recording = begun;
    }

    private static Path requireWritable(Path target) {
        Path folder = target.toAbsolutePath().getParent();
        if (Files.isDirectory(target) || folder == null || !Files.isDirectory(folder)) {
            throw new UserMistake(
                    "No recording can be written to '" + target + "': name a file in a folder that is there");
        }
        return target;
    }

    private static String now() {
        return LocalDateTime.now(ZoneId.systemDefault()).format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss"));
    }

    /** The settings that come with the host. */
    private static Configuration settings() {
        try (Reader settings = new InputStreamReader(
                Objects.requireNonNull(PluginHost.class.getResourceAsStream(SETTINGS), SETTINGS),
                StandardCharsets.UTF_8)) {
            return Configuration.create(settings);
        } catch (IOException | ParseException e) {
            throw new IllegalStateException("The settings '" + SETTINGS + "' cannot be read", e);
        }
    }

    /**
     * Ends it and says where it is. One that cannot be written is kept, and can be written elsewhere.
     *
     * @param where in place of the file that was named at the beginning, if another
     */
    String stop(@Nullable Path where) {
        Recording ending = recording;
        if (ending == null) {
            throw new UserMistake("There is no recording; jfr start FILE begins one");
        }
        if (where != null) {
            file = requireWritable(where);
        }
        try {
            if (ending.getState() == RecordingState.RUNNING) {
                ending.stop();
            }
            ending.dump(file);
            ending.close();
            recording = null;
            return "Recorded: '" + file + "', " + Files.size(file) / 1024 + " KiB; jfr print --events 'io.rundown.*' "
                    + file + " shows it";
        } catch (IOException e) {
            throw new UserMistake(
                    "The recording cannot be written to '" + file + "': " + e + "; jfr stop FILE writes it elsewhere");
        }
    }

    @Override
    public String toString() {
        if (recording == null) {
            return "No recording";
        }
        return recording.getState() == RecordingState.RUNNING
                ? "Recording, to be written to '" + file + "'"
                : "Recorded, but not written to '" + file + "' yet; jfr stop FILE writes it";
    }
}
