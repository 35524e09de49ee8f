package io.rundown.host.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What a program in a JVM of its own came to.
 *
 * @param exit its exit code
 * @param output what it said, errors included
 */
public record Program(int exit, String output) {

    /**
     * Runs a program with the class path of the test until it ends.
     *
     * @param folder for its output
     * @param limit how long it may take
     * @param options for the JVM
     */
    public static Program run(Path folder, Duration limit, List<String> options, Class<?> main, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = java(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        return run(folder, limit, command);
    }

    /** Whether the JVM accepts some options. */
    public static boolean accepts(Path folder, List<String> options) throws IOException, InterruptedException {
        List<String> command = java(options);
        command.add("-version");
        return run(folder, HeldCall.LONG, command).exit == 0;
    }

    private static List<String> java(List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:-UsePerfData");
        command.addAll(options);
        return command;
    }

    private static Program run(Path folder, Duration limit, List<String> command)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "output-", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError(
                        "Still running after " + limit + ": " + command + System.lineSeparator() + read(output));
            }
        } finally {
            process.destroyForcibly();
        }
        return new Program(process.exitValue(), read(output));
    }

    private static String read(Path output) throws IOException {
        return Files.readString(output, StandardCharsets.UTF_8);
    }
}
