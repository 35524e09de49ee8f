package io.rundown.demo;

import io.rundown.demo.session.Mistakes;
import io.rundown.demo.session.Session;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command without a subcommand: shows the help. */
@Command(
        name = "rundown-demo",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        usageHelpAutoWidth = true,
        description = "Takes plugins out, and puts new versions in, while they are being called.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            TopCommand.class,
            ListCommand.class,
            CallCommand.class,
            ShellCommand.class,
            LeaksCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all went well; in the demo, every promise was kept",
            "1:a promise was broken, the program itself failed, or leaks --fail-on-leak found one",
            "2:wrong arguments, missing or unreadable files, unknown plugins"
        })
final class RootCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Write the host's log to the standard error output.")
    void verbose(boolean on) {
        // Before the first logger is made: nothing of the host has run yet.
        System.setProperty("rundown.log", on ? "INFO" : "OFF");
    }

    /** Everything that the process understands. */
    static CommandLine commandLine() {
        return new CommandLine(new RootCommand())
                .setParameterExceptionHandler((mistake, args) -> explain(mistake))
                .setExecutionExceptionHandler((failure, command, result) -> explain(failure, command));
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private static int explain(ParameterException mistake) {
        CommandLine command = mistake.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(Mistakes.oneLine(mistake.getMessage()) + " (see '"
                + command.getCommandSpec().qualifiedName() + " --help')");
        return ExitCodes.MISTAKE;
    }

    private static int explain(Exception failure, CommandLine command) throws Exception {
        if (Session.processEnds()) {
            return ExitCodes.BROKEN;
        }
        if (Mistakes.isMistake(failure)) {
            command.getErr().println(Mistakes.oneLine(failure.getMessage()));
            return ExitCodes.MISTAKE;
        }
        if (failure instanceof InterruptedException) {
            command.getErr().println("Interrupted");
            return ExitCodes.BROKEN;
        }
        // A fault of this program: the trace is what helps.
        throw failure;
    }
}
