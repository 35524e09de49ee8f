package io.rundown.demo;

import io.rundown.demo.screen.Screen;
import io.rundown.demo.session.Session;
import io.rundown.demo.shell.Shell;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Takes commands by hand or from a script. */
@Command(
        name = "shell",
        description = {
            "Loads the plugins and takes commands: load, unload, reload, list, call, inflight, load-test, quit.",
            "A script on the standard input goes on after a command that fails, and ends with exit code 2."
        },
        footer = {"", "Example: printf 'list\\nunload fraud\\nquit\\n' | rundown-demo shell"})
final class ShellCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Mixin
    private final PluginsOption plugins = new PluginsOption();

    @Override
    public Integer call() throws IOException {
        try (Session session = Session.open()) {
            session.loadAll(plugins.folder(), spec.commandLine().getErr());
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
            boolean byHand = Screen.isTerminal();
            Shell shell = new Shell(
                    session.host(),
                    spec.commandLine().getOut(),
                    spec.commandLine().getErr(),
                    byHand);
            return shell.run(in) || byHand ? ExitCodes.OK : ExitCodes.MISTAKE;
        }
    }
}
