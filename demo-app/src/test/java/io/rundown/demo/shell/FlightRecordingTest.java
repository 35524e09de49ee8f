package io.rundown.demo.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rundown.demo.session.UserMistake;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlightRecordingTest {

    @TempDir
    Path folder;

    private final FlightRecording recording = new FlightRecording();

    @Test
    void aRecordingThatCannotBeWrittenIsKept_andCanBeWrittenElsewhere() throws Exception {
        Path gone = Files.createDirectory(folder.resolve("gone"));
        recording.start(gone.resolve("a.jfr"));
        Files.delete(gone);

        assertThatThrownBy(() -> recording.stop(null))
                .isInstanceOf(UserMistake.class)
                .hasMessageEndingWith("jfr stop FILE writes it elsewhere");
        assertThatThrownBy(() -> recording.stop(folder))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("name a file in a folder that is there");
        assertThat(recording.isRunning()).isTrue();
        assertThat(recording)
                .hasToString(
                        "Recorded, but not written to '" + gone.resolve("a.jfr") + "' yet; jfr stop FILE writes it");

        Path elsewhere = folder.resolve("b.jfr");
        assertThat(recording.stop(elsewhere)).startsWith("Recorded: '" + elsewhere + "'");
        assertThat(elsewhere).isNotEmptyFile();
        assertThat(recording.isRunning()).isFalse();
    }
}
