package io.rundown.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Runs the program as its user would: the jar as it is shipped, in a process of its own, with pipes. */
final class Program {

    private static final Path DIST =
            Path.of(Objects.requireNonNull(System.getProperty("rundown.dist"), "rundown.dist"));

    private final Path folder;

    Program(Path folder) {
        this.folder = folder;
    }

    /**
     * How it ended.
     *
     * @param exitCode its exit code
     * @param out what it wrote
     * @param err what it complained of
     */
    record Ending(int exitCode, String out, String err) {}

    static Path plugins() {
        return DIST.resolve("plugins");
    }

    static Path update(String name) {
        return DIST.resolve("updates").resolve(name);
    }

    Ending run(String... arguments) throws IOException, InterruptedException {
        return runWithInput("", arguments);
    }

    Ending runWithInput(String input, String... arguments) throws IOException, InterruptedException {
        Path in = Files.writeString(folder.resolve("in.txt"), input);
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        ProcessBuilder builder = new ProcessBuilder(command(arguments))
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        // As somebody at a terminal has it who sends the output elsewhere.
        builder.environment().put("TERM", "xterm");
        builder.environment().remove("NO_COLOR");
        Process process = builder.start();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("The program does not end: " + Files.readString(out));
        }
        return new Ending(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    /** What starts it, as one would type it. */
    List<String> command(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("tmp")),
                "-jar",
                DIST.resolve("rundown-demo.jar").toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Starts it to be talked to. */
    Conversation converse(String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command(arguments)).redirectErrorStream(true);
        return new Conversation(builder, folder.resolve("out.txt"));
    }

    /** What is left in its folder for temporary files. */
    List<Path> leftOver() throws IOException {
        try (var files = Files.list(folder.resolve("tmp"))) {
            return files.filter(each -> !each.getFileName().toString().startsWith("hsperf"))
                    .toList();
        }
    }
}
