package io.rundown.demo.shell;

import io.rundown.host.PluginHost;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** What all commands of the shell have. */
@Command(usageHelpAutoWidth = true)
abstract class InShell {

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // by picocli
    private ShellCommands parent;

    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @SuppressWarnings("unused") // picocli acts on it
    @Option(names = "--help", usageHelp = true, description = "Show this.")
    private boolean help;

    final ShellState shell() {
        return parent.state();
    }

    final PluginHost host() {
        return shell().host();
    }

    final PrintWriter out() {
        return shell().out();
    }

    final CommandSpec spec() {
        return spec;
    }
}
