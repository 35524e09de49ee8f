package io.rundown.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rundown.host.internal.load.CopyOutput;
import io.rundown.host.internal.load.FileTrees;
import io.rundown.host.model.PluginLoadException;
import io.rundown.host.model.ReloadReport;
import io.rundown.host.testing.PluginJars;
import io.rundown.host.testing.Runner;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Copies that fail half-way: the disk is full, the original vanishes or is written to meanwhile. */
class CopyFailureTest extends HostFixture {

    private volatile CopyOutput disk = CopyOutput.TO_DISK;

    @ParameterizedTest
    @ValueSource(strings = {"tax.jar", "tax.zip", "tax"})
    void aFullDisk_isNamed_andNothingIsLeftBehind(String name) throws Exception {
        openHost(builder -> builder.output(file -> disk.open(file)));
        Path plugin = plugin("2.0.0", name);
        Runner runner = load("tax", "1.0.0");
        long filesBefore = everythingKept();
        disk = full(100);

        assertThatThrownBy(() -> host.load(plugin("other", "1.0.0", "other-" + name)))
                .isInstanceOf(PluginLoadException.class)
                .hasMessageEndingWith("cannot be copied: No space left on device");
        ReloadReport report = host.reload("tax", plugin);

        assertThat(report.outcome()).isEqualTo(ReloadReport.Outcome.KEPT_OLD);
        assertThat(Objects.requireNonNull(report.failure()).message()).contains("No space left on device");
        assertThat(everythingKept()).isEqualTo(filesBefore);
        assertThat(runner.version()).isEqualTo("1.0.0");
        disk = CopyOutput.TO_DISK;
        assertThat(host.reload("tax", plugin).outcome()).isEqualTo(ReloadReport.Outcome.SWITCHED);
        assertThat(runner.version()).isEqualTo("2.0.0");
    }

    @Test
    void aFullDisk_whenADependentIsCopiedAgain_leavesAllServing() throws Exception {
        openHost(builder -> builder.output(file -> disk.open(file)));
        load("base", "1.0.0");
        Runner top = load("top", "1.0.0", "base");
        Path next = jar("base", "2.0.0");
        long filesBefore = everythingKept();
        disk = file -> file.toString().contains("top") ? full(100).open(file) : CopyOutput.TO_DISK.open(file);

        ReloadReport report = host.reload("base", next);

        assertThat(report.outcome()).isEqualTo(ReloadReport.Outcome.KEPT_OLD);
        assertThat(everythingKept()).isEqualTo(filesBefore);
        assertThat(runner("base").version()).isEqualTo("1.0.0");
        assertThat(top.version()).isEqualTo("1.0.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tax.jar", "tax.zip"})
    void aFileThatIsWrittenToMeanwhile_isRefused(String name) throws Exception {
        openHost(builder -> builder.output(file -> disk.open(file)));
        Path plugin = plugin("1.0.0", name);
        disk = meanwhile(() -> Files.write(plugin, Files.readAllBytes(plugin), StandardOpenOption.APPEND));

        assertThatThrownBy(() -> host.load(plugin))
                .hasMessageEndingWith("cannot be copied: '" + name + "' changed meanwhile");
        assertThat(everythingKept()).isZero();
    }

    @Test
    void aFileThatIsCutMeanwhile_isRefused() throws Exception {
        openHost(builder -> builder.output(file -> disk.open(file)));
        Path plugin = plugin("1.0.0", "tax.jar");
        disk = meanwhile(() -> Files.write(plugin, new byte[10]));

        assertThatThrownBy(() -> host.load(plugin)).hasMessageContaining("changed meanwhile");
        assertThat(everythingKept()).isZero();
    }

    @Test
    void aFileThatVanishesMeanwhile_isRefused_andTheOldVersionServes() throws Exception {
        openHost(builder -> builder.output(file -> disk.open(file)));
        Runner runner = load("tax", "1.0.0");
        Path plugin = plugin("2.0.0", "tax.jar");
        disk = meanwhile(() -> Files.deleteIfExists(plugin));

        ReloadReport report = host.reload("tax", plugin);

        assertThat(Objects.requireNonNull(report.failure()).message())
                .contains("cannot be copied: NoSuchFileException: " + plugin);
        assertThat(runner.version()).isEqualTo("1.0.0");
    }

    @Test
    void aFolderThatVanishesMeanwhile_isRefused() throws Exception {
        openHost(builder -> builder.output(file -> disk.open(file)));
        Path plugin = plugin("1.0.0", "tax");
        disk = meanwhile(() -> FileTrees.delete(plugin));

        assertThatThrownBy(() -> host.load(plugin)).hasMessageContaining("cannot be copied: NoSuchFileException");
        assertThat(everythingKept()).isZero();
    }

    private Path plugin(String version, String name) {
        return plugin("tax", version, name);
    }

    private Path plugin(String id, String version, String name) {
        PluginJars plugin = PluginJars.runner(folder, id, version);
        if (name.endsWith(".jar")) {
            return plugin.jar(name);
        }
        return name.endsWith(".zip") ? plugin.zip(name) : plugin.unpacked(name);
    }

    /** Whatever there is below the host's folder, folders included. */
    private long everythingKept() throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve("work"))) {
            return all.filter(each -> !each.endsWith("work")
                            && !Objects.requireNonNull(each.getParent()).endsWith("work"))
                    .filter(each -> !each.endsWith(".lock"))
                    .count();
        }
    }

    /** A disk that takes so many bytes of each file. */
    private static CopyOutput full(int bytes) {
        return file -> new FilterOutputStream(CopyOutput.TO_DISK.open(file)) {
            private int left = bytes;

            @Override
            public void write(byte[] data, int offset, int length) throws IOException {
                out.write(data, offset, Math.min(left, length));
                left -= length;
                if (left < 0) {
                    throw new IOException("No space left on device");
                }
            }
        };
    }

    /** Something done to the original while it is being copied. */
    private interface Meanwhile {
        void run() throws IOException;
    }

    private static CopyOutput meanwhile(Meanwhile body) {
        return file -> {
            OutputStream out = CopyOutput.TO_DISK.open(file);
            body.run();
            return out;
        };
    }
}
