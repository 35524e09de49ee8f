package io.rundown.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.rundown.host.testing.PluginJars;
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

    @Test
    void aZipWithABackslashInAName() throws Exception {
        Path zip = plugin("odd", "1.0.0")
                .entry("classes\\com\\A.class", new byte[] {1})
                .zip("odd.zip");

        assertRefused(zip, "its entry 'classes\\com\\A.class' has a backslash in its name");
        assertLoadable("odd");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..\\..\\evil.txt", "C:/evil.txt"})
    void anEntryThatLeavesTheFolderOnAnotherSystem(String entry) throws Exception {
        assertRefused(
                plugin("evil", "1.0.0").entry(entry, new byte[] {1}).jar("evil.jar"),
                "its entry '" + entry + "' leaves the folder");
    }

    @Test
    void aZipWithANameThatNoFileCanHave() throws Exception {
        Path zip = plugin("odd", "1.0.0").entry("classes/a\0b", new byte[] {1}).zip("odd.zip");

        assertRefused(zip, "has a name that no file can have here");
    }

    @ParameterizedTest
    @ValueSource(strings = {"twice.jar", "twice.zip"})
    void anArchiveWithTwoEntriesOfOneName(String name) throws Exception {
        PluginJars archive =
                plugin("twice", "1.0.0").entry("data-1", new byte[] {1}).entry("data-2", new byte[] {2});
        byte[] bytes = Files.readAllBytes(name.endsWith(".jar") ? archive.jar(name) : archive.zip(name));
        String renamed = new String(bytes, StandardCharsets.ISO_8859_1).replace("data-2", "data-1");

        assertRefused(write(name, renamed.getBytes(StandardCharsets.ISO_8859_1)), "its entry 'data-1' is there twice");
        assertLoadable("twice");
    }

    @Test
    void aZipWithOneNameForAFileAndAFolder() throws Exception {
        Path zip = plugin("odd", "1.0.0")
                .entry("data", new byte[] {1})
                .entry("data/more", new byte[] {2})
                .zip("odd.zip");

        assertRefused(zip, "its entry 'data/more' is there twice, or both as a file and as a folder");
    }

    @Test
    void aZipThatTakesMoreThanTheLimit() throws Exception {
        openHost(builder -> builder.unpackLimit(100_000));
        Path zip = plugin("bomb", "1.0.0").entry("zeros", new byte[100_001]).zip("bomb.zip");

        assertRefused(
                zip, "takes more than 100000 bytes when unpacked; if it is meant to, raise the host's unpackLimit");
        assertLoadable("bomb");
    }

    @Test
    void aZipWithMoreFilesThanTheLimit() throws Exception {
        openHost(builder -> builder.unpackLimit(100_000));
        PluginJars zip = plugin("bomb", "1.0.0");
        for (int i = 0; i < 25; i++) {
            zip.entry("empty-" + i, new byte[0]);
        }

        assertRefused(zip.zip("bomb.zip"), "takes more than 100000 bytes when unpacked");
    }

    @Test
    void aFolderWithALinkThatLeadsOut() throws Exception {
        Path secret = write("secret.txt", new byte[] {1});
        Path plugin = plugin("linked", "1.0.0").unpacked("linked");
        Files.createSymbolicLink(plugin.resolve("secret.txt"), secret);

        assertRefused(plugin, "its link 'secret.txt' leads out of the folder, to '" + secret.toRealPath() + "'");
    }

    @Test
    void aFolderWithALinkToAFolderOutside() throws Exception {
        Path plugin = plugin("linked", "1.0.0").unpacked("linked");
        Files.createSymbolicLink(plugin.resolve("lib"), Files.createDirectory(folder.resolve("elsewhere")));

        assertRefused(plugin, "its link 'lib' leads out of the folder");
    }

    @Test
    void aFolderWithALinkThatLeadsNowhere() throws Exception {
        Path plugin = plugin("linked", "1.0.0").unpacked("linked");
        Files.createSymbolicLink(plugin.resolve("lib"), plugin.resolve("missing"));

        assertRefused(plugin, "its link 'lib' leads nowhere");
    }

    @Test
    void aFolderWithALinkInACircle() throws Exception {
        Path plugin = plugin("linked", "1.0.0").unpacked("linked");
        Files.createSymbolicLink(plugin.resolve("classes").resolve("again"), plugin);

        assertRefused(plugin, "cannot be copied: FileSystemLoopException");
    }

    @Test
    void aLinkInsideTheFolder_isFollowed() throws Exception {
        Path plugin = PluginJars.runner(folder, "linked", "1.0.0").unpacked("linked");
        Files.move(plugin.resolve("classes"), plugin.resolve("built"));
        Files.createSymbolicLink(plugin.resolve("classes"), Path.of("built"));

        assertThat(host.load(Files.createSymbolicLink(folder.resolve("current"), plugin))
                        .id())
                .isEqualTo("linked");
    }

    private void assertNothingEscaped() throws Exception {
        try (var files = Files.walk(folder)) {
            assertThat(files).noneMatch(each -> each.endsWith("evil.txt"));
        }
        assertThat(Path.of("/evil.txt")).doesNotExist();
    }
}
