package io.rundown.demo.shell;

import io.rundown.demo.screen.Interruptible;
import io.rundown.demo.screen.LiveView;
import io.rundown.demo.screen.PlainView;
import io.rundown.demo.screen.TerminalView;
import io.rundown.demo.session.UserMistake;
import io.rundown.host.PluginHost;
import io.rundown.host.model.GenerationStatus;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jline.terminal.Terminal;
import picocli.CommandLine;

/** Takes commands, a line each, until there are no more. A command that fails gets one line of explanation. */
public final class Shell {

    private static final String PROMPT = "rundown> ";
    private static final String GREETING = "Type 'help' for the commands, 'quit' to leave.";

    private final PluginHost host;
    private final PrintWriter err;
    private final Interruptible interruptible;

    /**
     * Makes a shell over a host.
     *
     * @param host what the commands are about
     * @param err where failures are explained
     * @param interruptible what Ctrl-C ends: the command that is running
     */
    public Shell(PluginHost host, PrintWriter err, Interruptible interruptible) {
        this.host = host;
        this.err = err;
        this.interruptible = interruptible;
    }

    /**
     * Takes commands from a person on a terminal, until they leave.
     *
     * @param colors whether lines may stand out by colors
     * @throws IOException if the terminal cannot be read
     */
    public void onTerminal(Terminal terminal, boolean colors) throws IOException {
        PrintWriter out = terminal.writer();
        out.println(GREETING + " Tab completes.");
        LiveView view = new TerminalView(terminal, colors);
        run(
                out,
                view,
                commands -> new EditedLines(terminal, new Completions(commands, this::pluginIds), PROMPT),
                At.HAND);
    }

    /**
     * Takes commands from a pipe, or from a terminal that cannot be steered. Goes on after one that fails.
     *
     * @param byHand whether a person types them
     * @return whether every command went well
     * @throws IOException if they cannot be read
     */
    public boolean reading(BufferedReader in, PrintWriter out, boolean byHand) throws IOException {
        if (byHand) {
            out.println(GREETING);
        }
        String prompt = byHand ? PROMPT : "";
        return run(out, new PlainView(out), commands -> new ReadLines(in, out, prompt), byHand ? At.HAND : At.pipe());
    }

    /**
     * Takes commands from a file.
     *
     * @param keepGoing whether to go on after one that fails
     * @return whether every command went well
     * @throws UserMistake if there is no such file, or it cannot be read, or is no text
     */
    public boolean script(Path script, PrintWriter out, boolean keepGoing) {
        if (!Files.isRegularFile(script)) {
            throw new UserMistake("There is no script '" + script + "'");
        }
        try (BufferedReader in = Files.newBufferedReader(script, StandardCharsets.UTF_8)) {
            return run(out, new PlainView(out), commands -> new ReadLines(in, out, ""), At.script(script, keepGoing));
        } catch (MalformedInputException e) {
            throw new UserMistake("The script '" + script + "' is not text in UTF-8");
        } catch (IOException e) {
            throw new UserMistake("The script '" + script + "' cannot be read: " + e);
        }
    }

    private boolean run(PrintWriter out, LiveView view, Function<CommandLine, Lines> source, At at) throws IOException {
        ShellCommands all = new ShellCommands();
        CommandLine commands = new CommandLine(all).setOut(out);
        Lines lines = source.apply(commands);
        ShellState state = new ShellState(host, out, view, lines::announce);
        try {
            all.use(state);
            return runAll(lines, at, new Execution(commands, err, interruptible), state);
        } finally {
            close(state);
        }
    }

    private static boolean runAll(Lines lines, At first, Execution execution, ShellState state) throws IOException {
        At at = first;
        boolean well = true;
        while (!state.hasQuit() && (well || at.goesOn())) {
            String line = lines.next();
            if (line == null) {
                break;
            }
            at = at.next();
            well &= execution.execute(line, at);
            state.out().flush();
        }
        return well;
    }

    /** May have to wait for calls of plugins that do not end, which Ctrl-C ends. */
    private void close(ShellState state) {
        try {
            interruptible.run(() -> {
                state.close();
                return state;
            });
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("The shell cannot be closed", e);
        }
    }

    private List<String> pluginIds() {
        return host.status().current().stream().map(GenerationStatus::pluginId).toList();
    }
}
