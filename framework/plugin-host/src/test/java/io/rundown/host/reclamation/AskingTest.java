package io.rundown.host.reclamation;

import static org.assertj.core.api.Assertions.assertThat;

import io.rundown.host.testing.PluginJars;
import io.rundown.host.testing.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who asks the collector for what. */
class AskingTest {

    /** How the JVM logs a collection that was asked for. */
    private static final String ASKED_FOR = "(System.gc())";

    @TempDir
    Path folder;

    @Test
    void aHostAsksForNoCollection_untilSomebodyAsksTheHost() throws Exception {
        Path failing = PluginJars.plugin(folder, "failing", "1.0.0")
                .pluginClass("com.acme.Failing", "@Override public void start() { throw new Error(); }")
                .jar("failing.jar");

        Program program = Program.run(
                folder,
                Duration.ofMinutes(3),
                List.of("-XX:+UseSerialGC", "-Xmx256m", "-Xlog:gc", "-Djava.io.tmpdir=" + folder),
                AskingProgram.class,
                List.of(
                        TestPlugins.HEALTHY.jar(folder, "healthy").toString(),
                        TestPlugins.LEAKING.jar(folder, "leaking").toString(),
                        failing.toString()));

        assertThat(program.output()).contains("0 plugins, PENDING", AskingProgram.ASKS, "the leak is LEAKED");
        String[] parts = program.output().split(AskingProgram.ASKS, 2);
        assertThat(parts[0]).doesNotContain(ASKED_FOR);
        assertThat(parts[1]).contains(ASKED_FOR);
    }
}
