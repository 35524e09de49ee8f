package io.rundown.demo.shell;

import picocli.CommandLine.Command;

/** All commands of the shell. */
@Command(
        name = "",
        synopsisHeading = "",
        customSynopsis = "",
        commandListHeading = "Commands:%n",
        footer = {
            "",
            "'help COMMAND' shows the options of one. Words with spaces go between quotes; # begins a comment.",
            "Ctrl-C ends a command that takes long, and leaves the shell as it is."
        },
        subcommands = {
            StatusCommand.class,
            InflightCommand.class,
            TopCommand.class,
            LoadCommand.class,
            UnloadCommand.class,
            ReloadCommand.class,
            WatchCommand.class,
            CallCommand.class,
            LoadTestCommand.class,
            HoldCommand.class,
            LeaksCommand.class,
            JfrCommand.class,
            WaitCommand.class,
            HelpCommand.class,
            QuitCommand.class
        })
final class ShellCommands implements Runnable {

    /** What a parameter is called that is the id of a plugin; says what can complete it. */
    static final String PLUGIN_ID = "ID";

    /** What a parameter is called that is a command. */
    static final String COMMAND = "COMMAND";

    @SuppressWarnings("NullAway.Init") // before the first command
    private ShellState state;

    void use(ShellState shared) {
        state = shared;
    }

    ShellState state() {
        return state;
    }

    @Override
    public void run() {
        // A line without a command does nothing.
        state.out().flush();
    }
}
