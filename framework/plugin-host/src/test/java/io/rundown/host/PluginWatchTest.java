package io.rundown.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rundown.host.model.PluginLoadException;
import io.rundown.host.testing.HeldCall;
import io.rundown.host.testing.PluginJars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A watch with its own thread and the system's clock. */
class PluginWatchTest extends HostFixture {

    private Path root;

    @BeforeEach
    void prepare() throws IOException {
        root = Files.createDirectory(folder.resolve("plugins"));
        openHost(builder -> builder.pluginsRoot(root).watchQuietTime(Duration.ofMillis(30)));
    }

    @Test
    void itLoadsReloadsAndUnloads() throws Exception {
        PluginWatch watch = host.watch();

        Path file = PluginJars.runner(folder, "tax", "1.0.0").jar("plugins/tax.jar");
        until(() -> host.status().plugin("tax").isPresent());
        PluginJars.runner(folder, "tax", "2.0.0").jar("plugins/tax.jar");
        until(() -> runner("tax").version().equals("2.0.0"));
        Files.writeString(root.resolve("bad.jar"), "just words");
        until(() -> watch.problems().containsKey(root.toRealPath().resolve("bad.jar")));
        Files.delete(file);
        until(() -> host.status().current().isEmpty());

        assertThat(watch.folders()).containsExactly(root.toRealPath());
        assertThat(threads()).isEqualTo(1);
    }

    @Test
    void itEndsWithTheHost() {
        host.watch(root);
        host.watch();
        assertThat(threads()).isEqualTo(2);

        host.close();

        until(() -> threads() == 0);
        assertThatThrownBy(() -> host.watch())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("This plugin host is closed; refused: watch of ");
    }

    @Test
    void itCanBeClosedTwice_andThePluginsStay() {
        host.load(PluginJars.runner(folder, "tax", "1.0.0").jar("plugins/tax.jar"));
        PluginWatch watch = host.watch();

        watch.close();
        watch.close();

        until(() -> threads() == 0);
        assertThat(runner("tax").version()).isEqualTo("1.0.0");
    }

    @Test
    void thereMustBeAFolder() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> host.watch(folder.resolve("missing")))
                .isInstanceOf(PluginLoadException.class)
                .hasMessageContaining("there is no such folder");
        assertThatThrownBy(() -> host.watch(file)).hasMessageContaining("is no folder");
        openHost(builder -> builder);
        assertThatThrownBy(() -> host.watch())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("There is no folder to watch");
        assertThat(threads()).isZero();
    }

    private static void until(Callable<Boolean> condition) {
        await().atMost(HeldCall.LONG).pollInterval(Duration.ofMillis(10)).until(condition);
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(each -> each.getName().equals("rundown-watch"))
                .count();
    }
}
