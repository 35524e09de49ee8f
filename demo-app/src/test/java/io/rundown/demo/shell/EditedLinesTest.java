package io.rundown.demo.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jline.terminal.Size;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

/** On a terminal that exists in memory only. */
@Timeout(60)
class EditedLinesTest {

    private static final String CTRL_C = "\u0003";
    private static final String CTRL_D = "\u0004";
    private static final String ARROW_UP = "\u001bOA";

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private LineDisciplineTerminal terminal;
    private Lines lines;

    @BeforeEach
    void openTerminal() throws IOException {
        terminal = new LineDisciplineTerminal("test", "xterm", written, StandardCharsets.UTF_8);
        terminal.setSize(new Size(80, 24));
        Completions completions = new Completions(new CommandLine(new ShellCommands()), () -> List.of("tax", "fraud"));
        lines = new EditedLines(terminal, completions, "> ");
    }

    @AfterEach
    void closeTerminal() throws IOException {
        terminal.close();
    }

    private @Nullable String typed(String keys) throws IOException {
        terminal.processInputBytes(keys.getBytes(StandardCharsets.UTF_8));
        return lines.next();
    }

    @Test
    void tabCompletesCommandsAndPlugins() throws IOException {
        assertThat(typed("unl\tfr\t\r")).isEqualTo("unload fraud ");
    }

    @Test
    void arrowUpBringsBackTheLineBefore() throws IOException {
        assertThat(typed("status\r")).isEqualTo("status");
        assertThat(typed(ARROW_UP + "\r")).isEqualTo("status");
    }

    @Test
    void ctrlCThrowsAwayWhatWasTyped_andCtrlDEnds() throws Exception {
        CompletableFuture<@Nullable String> line = typedByAPerson("unload tax");
        terminal.processInputBytes(CTRL_C.getBytes(StandardCharsets.UTF_8));
        assertThat(line.get()).isEmpty();

        CompletableFuture<@Nullable String> end = typedByAPerson("");
        terminal.processInputBytes(CTRL_D.getBytes(StandardCharsets.UTF_8));
        assertThat(end.get()).isNull();
    }

    @Test
    void exclamationMarksMeanNothing() throws IOException {
        assertThat(typed("load really!.jar\r")).isEqualTo("load really!.jar");
    }

    @Test
    void whatIsAnnouncedMeanwhileIsToldBeforeTheNextLine() throws IOException {
        lines.announce("before the prompt");

        assertThat(typed("status\r")).isEqualTo("status");
        assertThat(written.toString(StandardCharsets.UTF_8)).contains("before the prompt");
    }

    @Test
    void whatIsAnnouncedWhileSomebodyTypesIsToldAtOnce_andTheLineIsKept() throws Exception {
        CompletableFuture<@Nullable String> line = typedByAPerson("sta");

        lines.announce("told at once");
        await().until(() -> written.toString(StandardCharsets.UTF_8).contains("told at once"));
        terminal.processInputBytes("tus\r".getBytes(StandardCharsets.UTF_8));

        assertThat(line.get()).isEqualTo("status");
    }

    /** Types when the prompt is there, and returns when it can be seen. */
    private CompletableFuture<@Nullable String> typedByAPerson(String keys) throws IOException {
        written.reset();
        CompletableFuture<@Nullable String> line = CompletableFuture.supplyAsync(this::next);
        await().until(() -> written.toString(StandardCharsets.UTF_8).contains("> "));
        terminal.processInputBytes(keys.getBytes(StandardCharsets.UTF_8));
        await().until(() -> written.toString(StandardCharsets.UTF_8).contains(keys));
        return line;
    }

    private @Nullable String next() {
        try {
            return lines.next();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
