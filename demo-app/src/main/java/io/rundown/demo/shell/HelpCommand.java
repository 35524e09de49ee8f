package io.rundown.demo.shell;

import io.rundown.demo.session.UserMistake;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows the commands, or one of them. */
@Command(name = "help", description = "Show the commands, or the options of one.")
final class HelpCommand extends InShell implements Runnable {

    @Parameters(paramLabel = ShellCommands.COMMAND, arity = "0..1", description = "The command. Default: all.")
    private @Nullable String command;

    @Override
    public void run() {
        CommandLine all = spec().parent().commandLine();
        if (command == null) {
            all.usage(out());
            return;
        }
        Map<String, CommandLine> commands = all.getSubcommands();
        CommandLine one = commands.get(command);
        if (one == null) {
            throw new UserMistake(
                    "There is no command '" + command + "'" + Nearest.question(command, commands.keySet()));
        }
        one.usage(out());
    }
}
