package io.rundown.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are no archive, a broken one, or a dangerous one. */
class BadArchiveTest extends BadInputFixture {

    @ParameterizedTest
    @ValueSource(strings = {"missing.jar", "missing.zip", "missing"})
    void aFileThatIsNotThere(String name) throws Exception {
        assertRefused(folder.resolve(name), "there is no such file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text.jar", "text.zip"})
    void aFileThatIsNoArchive(String name) throws Exception {
        assertRefused(write(name, "just words".getBytes(StandardCharsets.UTF_8)), "is not an archive");
    }

    @ParameterizedTest
    @ValueSource(strings = {"empty.jar", "empty.zip"})
    void anEmptyFile(String name) throws Exception {
        assertRefused(write(name, new byte[0]), "is empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut.jar", "cut.zip"})
    void anArchiveThatIsCutOff(String name) throws Exception {
        byte[] whole = Files.readAllBytes(jar("cut", "1.0.0"));

        assertRefused(write(name, Arrays.copyOf(whole, whole.length * 2 / 3)), "is a truncated or damaged archive");
        assertLoadable("cut");
    }

    @Test
    void aFileOfAnotherKind() throws Exception {
        assertRefused(
                write("notes.txt", "words".getBytes(StandardCharsets.UTF_8)),
                "is neither a .jar, nor a .zip, nor a folder");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../evil.txt", "classes/../../../evil.txt", "/evil.txt"})
    void aZipWithAnEntryThatLeavesTheFolder(String entry) throws Exception {
        Path zip = plugin("evil", "1.0.0").entry(entry, new byte[] {1}).zip("evil.zip");

        assertRefused(zip, "its entry '" + entry + "' leaves the folder");
        assertNothingEscaped();
        assertLoadable("evil");
    }

    @Test
    void aJarWithAnEntryThatLeavesTheFolder() throws Exception {
        Path jar = plugin("evil", "1.0.0").entry("../evil.txt", new byte[] {1}).jar("evil.jar");

        assertRefused(jar, "its entry '../evil.txt' leaves the folder");
        assertLoadable("evil");
    }

    private void assertNothingEscaped() throws Exception {
        try (var files = Files.walk(folder)) {
            assertThat(files).noneMatch(each -> each.endsWith("evil.txt"));
        }
        assertThat(Path.of("/evil.txt")).doesNotExist();
    }
}
