package io.rundown.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.rundown.host.testing.HeldCall;
import io.rundown.host.testing.PluginJars;
import io.rundown.host.testing.ProgramThatEnds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShutdownTest {

    @TempDir
    Path folder;

    /** A plugin that leaves a line in a file when it is stopped. */
    private PluginJars plugin(String id) {
        String path = folder.resolve("stopped.txt").toString().replace("\\", "\\\\");
        return PluginJars.plugin(folder, id, "1.0.0")
                .pluginClass("com.acme." + id + ".ThePlugin", """
                        @Override public void stop() {
                            try {
                                java.nio.file.Files.writeString(java.nio.file.Path.of("%s"), "%s ",
                                        java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.APPEND);
                            } catch (java.io.IOException e) {
                                throw new java.io.UncheckedIOException(e);
                            }
                        }
                        """.formatted(path, id));
    }

    @Test
    void onRequest_theHostStopsItsPlugins_dependentsFirst_whenTheJvmEnds() throws Exception {
        Path base = plugin("base").jar("base.jar");
        Path top = plugin("top").dependsOn("base").jar("top.jar");

        assertThat(run(base, top)).isZero();
        assertThat(folder.resolve("stopped.txt")).hasContent("top base ");
        assertThat(folder.resolve("temp")).isEmptyDirectory();
    }

    private int run(Path... plugins) throws IOException, InterruptedException {
        Path temp = Files.createDirectory(folder.resolve("temp"));
        ProcessBuilder program = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temp,
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                ProgramThatEnds.class.getName());
        for (Path each : plugins) {
            program.command().add(each.toString());
        }
        Process process = program.redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile())
                .start();
        assertThat(process.waitFor(HeldCall.LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
