package io.rundown.demo;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The program while it runs, with pipes: what is said depends on what it answers. */
final class Conversation implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final Path out;
    private final Writer in;

    Conversation(ProcessBuilder program, Path out) throws IOException {
        this.out = out;
        this.process = program.redirectOutput(out.toFile()).start();
        this.in = process.outputWriter(StandardCharsets.UTF_8);
    }

    void say(String line) throws IOException {
        in.write(line + "\n");
        in.flush();
    }

    String answers() throws IOException {
        return Files.readString(out);
    }

    void awaitAnswer(String text) throws IOException {
        await().atMost(PATIENCE).until(() -> answers().contains(text) || !process.isAlive());
        if (!answers().contains(text)) {
            throw new AssertionError("No '" + text + "' in: " + answers());
        }
    }

    /** As Ctrl-C does, or a system that shuts down; waits for the exit code. */
    int tellToEnd() throws IOException, InterruptedException {
        process.destroy();
        return exitCode();
    }

    /** Ends the input, and waits for the exit code. */
    int end() throws IOException, InterruptedException {
        in.close();
        return exitCode();
    }

    private int exitCode() throws IOException, InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("The program does not end: " + answers());
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
