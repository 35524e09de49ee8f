package io.rundown.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.rundown.host.testing.HostProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Copies that a crashed run left behind go at the next start; those of a running host never do. */
class CrashCleanUpTest extends HostFixture {

    private Path work;
    private Path temporary;
    private Path plugin;

    @BeforeEach
    void prepare() throws IOException {
        work = folder.resolve("work");
        temporary = Files.createDirectory(folder.resolve("temporary"));
        plugin = jar("tax", "1.0.0");
    }

    @Test
    void theNextStart_removesWhatACrashLeftBehind_butNothingOfARunningProcess() throws Exception {
        host.close();
        Files.createDirectory(temporary.resolve("rundown-host-notes"));
        List<Path> ofCrashed;
        try (HostProcess running = HostProcess.start(work, temporary, plugin)) {
            List<Path> ofRunning;
            try (HostProcess crashing = HostProcess.start(work, temporary, plugin)) {
                assertThat(crashing).isNotSameAs(running);
                assertThat(folders(work)).hasSize(2);
                assertThat(folders(temporary)).hasSize(3);
            }
            ofCrashed = Stream.concat(folders(work).stream(), folders(temporary).stream())
                    .toList();

            try (HostProcess next = HostProcess.start(work, temporary, plugin)) {
                ofRunning = Stream.concat(folders(work).stream(), folders(temporary).stream())
                        .toList();
                assertThat(next).isNotNull();
                assertThat(folders(work)).hasSize(2);
                assertThat(folders(temporary)).hasSize(3).anyMatch(each -> each.endsWith("rundown-host-notes"));
            }
            assertThat(ofRunning).isNotEqualTo(ofCrashed);
        }
        try (PluginHost last = PluginHost.builder().workDirectory(work).build()) {
            assertThat(folders(work)).hasSize(1);
            assertThat(last.status().current()).isEmpty();
        }
        assertThat(folders(work)).isEmpty();
    }

    @Test
    void hostsOfOneProcess_keepTheirFolders_fromEachOtherAndFromOthers() throws Exception {
        load("tax", "1.0.0");
        List<Path> mine = folders(work);
        try (PluginHost second = PluginHost.builder().workDirectory(work).build()) {
            second.load(plugin);
            assertThat(folders(work)).hasSize(2).containsAll(mine);
        }
        try (HostProcess other = HostProcess.start(work, temporary, plugin)) {
            assertThat(other).isNotNull();
            assertThat(folders(work)).hasSize(2).containsAll(mine);
        }
        openHost();
        assertThat(folders(work)).hasSize(2).containsAll(mine);
        assertThat(privateCopies()).isEqualTo(1);
    }

    @Test
    void aFolderThatIsNoHosts_isLeftAlone() throws Exception {
        Path notes = Files.createDirectories(work.resolve("host-notes"));
        Path linked = Files.createDirectories(folder.resolve("linked"));
        Files.createFile(linked.resolve(".lock"));
        Files.createSymbolicLink(work.resolve("host-link"), linked);

        openHost(builder -> builder);

        assertThat(notes).exists();
        assertThat(linked.resolve(".lock")).exists();
    }

    @Test
    void whatCannotBeDeleted_changesNothing_andGoesTheNextTime() throws Exception {
        Path orphan = Files.createDirectories(work.resolve("host-1-abc-2"));
        Files.createFile(orphan.resolve(".lock"));
        Path stuck = Files.createDirectory(orphan.resolve("1-stuck"));
        Files.createFile(stuck.resolve("file"));
        Files.createFile(orphan.resolve("2-loose.jar"));
        boolean protects = stuck.toFile().setWritable(false) && !Files.isWritable(stuck);

        openHost(builder -> builder);

        if (protects) { // not for a superuser
            assertThat(orphan.resolve(".lock")).exists();
        }
        assertThat(orphan.resolve("2-loose.jar")).doesNotExist();
        assertThat(stuck.toFile().setWritable(true) || !protects).isTrue();
        openHost(builder -> builder);
        assertThat(orphan).doesNotExist();
    }

    private static List<Path> folders(Path parent) throws IOException {
        try (Stream<Path> all = Files.list(parent)) {
            return all.sorted().toList();
        }
    }
}
