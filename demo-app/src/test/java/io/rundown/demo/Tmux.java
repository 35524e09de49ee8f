package io.rundown.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real terminal of a size, with somebody at the keyboard who sees the screen. */
final class Tmux implements AutoCloseable {

    private final Path socket;

    /** Opens one in which a shell waits for a command. */
    Tmux(Path folder, int width, int height) throws IOException, InterruptedException {
        this.socket = folder.resolve("tmux");
        tmux("-f", "/dev/null", "new-session", "-d", "-x", "" + width, "-y", "" + height, "PS1='ready$ ' exec sh");
        awaitScreen("ready$");
    }

    static boolean isThere() {
        return isThere("tmux");
    }

    /** Whether a program is on the path. */
    static boolean isThere(String program) {
        return List.of(System.getenv("PATH").split(java.io.File.pathSeparator)).stream()
                .anyMatch(each -> Files.isExecutable(Path.of(each, program)));
    }

    /** Types keys: text as it is, or names such as {@code Enter}, {@code Tab}, {@code Up} and {@code C-c}. */
    void press(String... keys) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("send-keys"));
        command.addAll(List.of(keys));
        tmux(command.toArray(String[]::new));
    }

    /** Has all that is written from now on written to a file as well, also what is taken away again. */
    void record(Path file) throws IOException, InterruptedException {
        tmux("pipe-pane", "cat > '" + file + "'");
    }

    void resize(int width, int height) throws IOException, InterruptedException {
        tmux("resize-window", "-x", "" + width, "-y", "" + height);
    }

    /** What can be seen. */
    String screen() throws IOException, InterruptedException {
        return tmux("capture-pane", "-p");
    }

    /** How a format of tmux's reads for the terminal. */
    String tells(String format) throws IOException, InterruptedException {
        return tmux("display-message", "-p", format).strip();
    }

    void awaitScreen(String... texts) {
        await().atMost(Conversation.PATIENCE)
                .untilAsserted(() -> assertThat(screen()).contains(texts));
    }

    /** Waits until the last thing that can be seen is a prompt. */
    void awaitPrompt(String prompt) {
        await().atMost(Conversation.PATIENCE)
                .untilAsserted(() -> assertThat(screen().stripTrailing()).endsWith(prompt));
    }

    private String tmux(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("tmux", "-S", socket.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException("tmux " + List.of(arguments) + ": " + out);
        }
        return out;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        tmux("kill-server");
    }
}
