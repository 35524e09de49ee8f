package io.rundown.demo;

import io.rundown.demo.screen.Interruptible;
import io.rundown.demo.screen.Screen;
import io.rundown.demo.screen.Terminals;
import io.rundown.demo.session.Session;
import io.rundown.demo.session.UserMistake;
import io.rundown.demo.shell.Shell;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jline.terminal.Terminal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Takes commands by hand or from a script. */
@Command(
        name = "shell",
        description = {
            "Loads the plugins and takes commands; 'help' shows them. On a terminal, with history and completion.",
            "A script in a file ends at a command that fails, unless --keep-going; one on the standard input goes on."
                    + " Both end with exit code 2 if a command failed."
        },
        footer = {
            "",
            "Examples: rundown-demo shell",
            "          rundown-demo shell --file script.txt",
            "          printf 'status\\nunload fraud\\n' | rundown-demo shell"
        })
final class ShellCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Mixin
    private final PluginsOption plugins = new PluginsOption();

    @Option(names = "--file", paramLabel = "SCRIPT", description = "Take the commands from a file, a line each.")
    private @Nullable Path script;

    @Option(names = "--keep-going", description = "Go on with the script after a command that fails.")
    private boolean keepGoing;

    @Override
    public Integer call() throws IOException {
        if (keepGoing && script == null) {
            throw new UserMistake("--keep-going is for --file SCRIPT; without a file a failing command ends nothing");
        }
        try (Session session = Session.open()) {
            session.loadAll(plugins.folder(), spec.commandLine().getErr());
            Interruptible interruptible = new Interruptible();
            Shell shell = new Shell(session.host(), spec.commandLine().getErr(), interruptible);
            if (script != null) {
                return shell.script(script, spec.commandLine().getOut(), keepGoing) ? ExitCodes.OK : ExitCodes.MISTAKE;
            }
            if (Terminals.isCapable(System.getenv())) {
                return onTerminal(shell, interruptible);
            }
            boolean byHand = Screen.isTerminal();
            return read(shell, byHand) || byHand ? ExitCodes.OK : ExitCodes.MISTAKE;
        }
    }

    private int onTerminal(Shell shell, Interruptible interruptible) throws IOException {
        Terminal terminal;
        try {
            terminal = Terminals.open(interruptible);
        } catch (IOException e) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("Lines cannot be edited here: " + e.getMessage());
            err.flush();
            read(shell, true);
            return ExitCodes.OK;
        }
        try (terminal) {
            shell.onTerminal(terminal, Terminals.wantsColors(System.getenv()));
        }
        return ExitCodes.OK;
    }

    private boolean read(Shell shell, boolean byHand) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        return shell.reading(in, spec.commandLine().getOut(), byHand);
    }
}
