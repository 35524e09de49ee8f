package io.rundown.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell and the live view on a real terminal. Each test is one session, because each takes a start of the program. */
class TerminalIT {

    @TempDir
    Path folder;

    private String typed(String... arguments) throws Exception {
        return new Program(folder)
                .command(arguments).stream().map(each -> "'" + each + "'").collect(Collectors.joining(" "));
    }

    @Test
    void theShellCompletes_remembers_showsAndCanBeInterrupted() throws Exception {
        assumeTrue(Tmux.isThere(), "tmux is not installed: the shell is not tried on a terminal");
        try (Tmux terminal = new Tmux(folder, 80, 24)) {
            terminal.press("clear; " + typed("shell"), "Enter");
            terminal.awaitScreen("Tab completes.", "rundown>");

            terminal.press("unl", "Tab", "fr", "Tab");
            terminal.awaitPrompt("rundown> unload fraud");
            terminal.press("C-u");
            terminal.awaitPrompt("rundown>");
            terminal.press("watch", "Enter");
            terminal.awaitScreen("No folder is watched");
            terminal.awaitPrompt("rundown>");
            terminal.press("statsu", "Enter");
            terminal.awaitScreen("did you mean 'status'?");
            terminal.awaitPrompt("rundown>");
            terminal.press("Up", "Up");
            terminal.awaitPrompt("rundown> watch");
            terminal.press("C-u");
            terminal.awaitPrompt("rundown>");

            terminal.press("load-test start 2", "Enter");
            terminal.awaitScreen("Load test on 2 threads");
            terminal.awaitPrompt("rundown>");
            terminal.press("top", "Enter");
            terminal.awaitScreen("6 plugins, ", "q leaves", "Load test on 2 threads");
            assertThat(terminal.tells("#{alternate_on} #{cursor_flag}")).isEqualTo("1 0");
            assertThat(terminal.screen().lines().skip(1).limit(9).toList())
                    .satisfiesExactly(
                            line -> assertThat(line)
                                    .isEqualTo(
                                            "plugin    gen  version  phase        for  calls/s                inside  refused"),
                            plugin(),
                            plugin(),
                            plugin(),
                            plugin(),
                            plugin(),
                            plugin(),
                            line -> assertThat(line).isEmpty(),
                            line -> assertThat(line).startsWith("Load test on 2 threads"));
            terminal.resize(60, 20);
            terminal.awaitScreen("plugin    gen  phase        for  calls/s  inside  refused");
            terminal.press("q");
            terminal.awaitScreen("did you mean 'status'?");
            terminal.awaitPrompt("rundown>");
            assertThat(terminal.tells("#{alternate_on} #{cursor_flag}")).isEqualTo("0 1");

            terminal.press("inflight --watch --interval 100ms", "Enter");
            terminal.awaitScreen("inside", "gen  call");
            terminal.press("C-c");
            terminal.awaitScreen("did you mean 'status'?");
            terminal.awaitPrompt("rundown>");
            assertThat(terminal.tells("#{alternate_on}")).isEqualTo("0");
            terminal.press("load-test stop", "Enter");
            terminal.awaitScreen("Load test ended");
            terminal.awaitPrompt("rundown>");
            terminal.press("wait 2m", "Enter");
            terminal.awaitScreen("Waiting for 2 min");
            terminal.press("C-c");
            terminal.awaitScreen("Interrupted");
            terminal.awaitPrompt("rundown>");
            terminal.press("quit", "Enter");
            terminal.awaitScreen("ready$");
        }
        assertThat(new Program(folder).leftOver()).isEmpty();
    }

    /** One row of the table, which ends where the screen does or before. */
    private static ThrowingConsumer<String> plugin() {
        return line -> assertThat(line).matches("[a-z]+ +1  1\\.0\\.0    ACTIVE  .* \\d+");
    }

    @Test
    void theLiveViewIsLeftByCtrlC_andTheScreenIsAsBefore() throws Exception {
        assumeTrue(Tmux.isThere(), "tmux is not installed: the live view is not tried on a terminal");
        try (Tmux terminal = new Tmux(folder, 80, 24)) {
            terminal.press("clear; echo before; " + typed("top", "--threads", "2", "--interval", "200ms"), "Enter");
            terminal.awaitScreen("q leaves", "2 threads check out", "reloaded Plugin 'tax'");
            terminal.press("C-c");
            terminal.awaitScreen("before", "ready$");
            assertThat(terminal.tells("#{alternate_on} #{cursor_flag}")).isEqualTo("0 1");
        }
        assertThat(new Program(folder).leftOver()).isEmpty();
    }

    @Test
    void theStoryTakesItsProgressAway_andWhatItSaysFits() throws Exception {
        assumeTrue(Tmux.isThere(), "tmux is not installed: the story is not played on a terminal");
        Path written = folder.resolve("written");
        try (Tmux terminal = new Tmux(folder, 80, 80)) {
            terminal.record(written);
            terminal.press("clear; " + typed("demo", "--seconds", "1", "--threads", "1"), "Enter");
            terminal.awaitScreen("All 11 promises were kept.", "ready$");

            assertThat(terminal.screen().lines().filter(line -> line.matches("[1-7]  .*")))
                    .hasSize(7);
            assertThat(terminal.screen())
                    .contains("   drained 1 call in ")
                    .doesNotContain("warming up", "draining", "fraud is away, ", "swapping", "looking ");
        }
        assertThat(Files.readString(written)).contains("\r\u001b[K   fraud is away, checkouts go on: ");
        assertThat(new Program(folder).leftOver()).isEmpty();
    }

    /** Such a terminal says that it has no lines and no columns. */
    @Test
    void theShellCompletesOnATerminalWithoutASize() throws Exception {
        assumeTrue(
                Tmux.isThere("script"), "script is not installed: the shell is not tried on a terminal without a size");
        Path keys = Files.writeString(folder.resolve("keys"), "unl\tta\t\rquit\r");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                "script", "-qec", typed("shell"), folder.resolve("typescript").toString()));
        builder.environment().put("TERM", "xterm");
        Process process = builder.redirectInput(keys.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();

        try {
            assertThat(process.waitFor(Conversation.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        assertThat(Files.readString(folder.resolve("out"), StandardCharsets.UTF_8))
                .contains("Plugin 'tax' 1.0.0 (generation 1): UNLOADED");
    }
}
