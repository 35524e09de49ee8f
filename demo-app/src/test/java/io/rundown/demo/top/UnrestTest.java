package io.rundown.demo.top;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rundown.demo.testing.TestPlugins;
import io.rundown.host.PluginHost;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnrestTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void whenTheHostIsClosedThereIsNothingLeftToDo() throws Exception {
        PluginHost host =
                PluginHost.builder().workDirectory(folder.resolve("work")).build();
        host.load(TestPlugins.write(folder, "tax", "1.0.0"));
        host.load(TestPlugins.write(folder, "fraud", "1.0.0"));
        try (Unrest unrest = new Unrest(host, null, Duration.ofMillis(1))) {
            await().atMost(PATIENCE).until(() -> !unrest.lastAct().isEmpty());
            host.close();

            await().atMost(PATIENCE).until(() -> unrest.lastAct().startsWith("ended: This plugin host is closed"));
        }
        assertThat(host.status().current()).isEmpty();
    }
}
