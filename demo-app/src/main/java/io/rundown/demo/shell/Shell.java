package io.rundown.demo.shell;

import io.rundown.demo.session.Mistakes;
import io.rundown.host.PluginHost;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Reads commands, a line each, until there are no more. A command that fails gets one line, and the next one is read. */
public final class Shell {

    private final PluginHost host;
    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean prompts;
    private boolean failed;

    /** Makes a shell over a host. */
    public Shell(PluginHost host, PrintWriter out, PrintWriter err, boolean prompts) {
        this.host = host;
        this.out = out;
        this.err = err;
        this.prompts = prompts;
    }

    /**
     * Runs until the input ends or somebody quits.
     *
     * @return whether every command went well
     * @throws IOException if the input cannot be read
     */
    public boolean run(BufferedReader in) throws IOException {
        try (ShellCommands commands = new ShellCommands(host, out)) {
            CommandLine parser = parser(commands);
            if (prompts) {
                out.println("Type 'help' for the commands, 'quit' to leave.");
            }
            while (!commands.hasQuit()) {
                prompt();
                String line = in.readLine();
                if (line == null) {
                    break;
                }
                execute(parser, line.strip());
            }
        }
        return !failed;
    }

    private void prompt() {
        if (prompts) {
            out.print("rundown> ");
        }
        out.flush();
    }

    private void execute(CommandLine parser, String line) {
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        if (parser.execute(line.split("\\s+")) != 0) {
            failed = true;
        }
        out.flush();
        err.flush();
    }

    private CommandLine parser(ShellCommands commands) {
        return new CommandLine(commands)
                .registerConverter(Duration.class, Times::parse)
                .setOut(out)
                .setErr(err)
                .setParameterExceptionHandler((mistake, args) -> tell(mistake.getMessage() + " (type 'help')"))
                .setExecutionExceptionHandler((failure, command, result) -> explain(failure));
    }

    private int explain(Exception failure) throws Exception {
        if (Mistakes.isMistake(failure)) {
            return tell(failure.getMessage());
        }
        throw failure;
    }

    private int tell(@Nullable String message) {
        err.println(Mistakes.oneLine(message));
        return CommandLine.ExitCode.USAGE;
    }
}
