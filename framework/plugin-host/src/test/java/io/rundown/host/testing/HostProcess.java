package io.rundown.host.testing;

import io.rundown.host.PluginHost;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process with two hosts, one in a work directory and one in the folder for temporary files, each with a plugin. */
public final class HostProcess implements AutoCloseable {

    private static final String READY = "hosts are open";

    private final Process process;

    private HostProcess(Process process) {
        this.process = process;
    }

    /** Returns once its hosts are open. */
    public static HostProcess start(Path workDirectory, Path temporary, Path plugin) throws IOException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        HostProcess.class.getName(),
                        workDirectory.toString(),
                        plugin.toString()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = said.readLine(); !READY.equals(line); line = said.readLine()) {
            if (line == null) {
                throw new AssertionError("The process with the hosts ended by itself");
            }
        }
        return new HostProcess(process);
    }

    /** Kills it, as a crash would. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(HeldCall.LONG.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("The process with the hosts does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The process itself. */
    public static void main(String[] arguments) throws IOException {
        PluginHost first =
                PluginHost.builder().workDirectory(Path.of(arguments[0])).build();
        PluginHost second = PluginHost.builder().build();
        first.load(Path.of(arguments[1]));
        second.load(Path.of(arguments[1]));
        PrintStream out = System.out;
        out.println(READY);
        out.flush();
        int ignored = System.in.read(); // until the parent is gone
        out.println(ignored);
    }
}
