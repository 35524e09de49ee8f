package io.rundown.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.rundown.host.testing.HeldCall;
import io.rundown.host.testing.PluginJars;
import io.rundown.host.testing.Program;
import io.rundown.host.testing.ProgramThatEnds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
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

    /** It runs at the same time as the host closes, on a thread that the plugin has left. */
    @Test
    void aHookOfAPlugins_isNotDisturbedByTheClosingHost() throws Exception {
        Path plugin = PluginJars.plugin(folder, "hooked", "1.0.0")
                .pluginClass("com.acme.hooked.ThePlugin", """
                        private static final CompletableFuture<Thread> CLOSING = new CompletableFuture<>();
                        @Override public void start() {
                            CLOSING.isDone();
                            Runtime.getRuntime().addShutdownHook(new Thread(ThePlugin::save, "saves"));
                        }
                        @Override public void stop() {
                            Thread[] all = new Thread[1_000];
                            ThreadGroup top = Thread.currentThread().getThreadGroup();
                            while (top.getParent() != null) { top = top.getParent(); }
                            int count = top.enumerate(all);
                            for (int i = 0; i < count; i++) {
                                if (all[i].getName().equals("rundown-shutdown")) { CLOSING.complete(all[i]); }
                            }
                        }
                        private static void save() {
                            String end = "saved";
                            try { CLOSING.get().join(); } catch (InterruptedException | ExecutionException e) { end = "disturbed"; }
                            try {
                                java.nio.file.Files.writeString(java.nio.file.Path.of("%s"), end);
                            } catch (java.io.IOException e) {
                                throw new java.io.UncheckedIOException(e);
                            }
                        }
                        """.formatted(
                                folder.resolve("saved.txt").toString().replace("\\", "\\\\")))
                .jar("hooked.jar");

        assertThat(run(plugin)).isZero();
        assertThat(folder.resolve("saved.txt")).hasContent("saved");
    }

    private int run(Path... plugins) throws IOException, InterruptedException {
        Path temp = Files.createDirectory(folder.resolve("temp"));
        List<String> arguments = Arrays.stream(plugins).map(Path::toString).toList();
        return Program.run(folder, HeldCall.LONG, List.of("-Djava.io.tmpdir=" + temp), ProgramThatEnds.class, arguments)
                .exit();
    }
}
