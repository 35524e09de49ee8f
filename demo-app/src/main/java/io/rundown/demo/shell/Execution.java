package io.rundown.demo.shell;

import io.rundown.demo.screen.Interruptible;
import io.rundown.demo.session.Mistakes;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Runs one command after the other, and explains each that fails in one line. For one thread. */
final class Execution {

    private static final Logger log = LoggerFactory.getLogger(Execution.class);

    private final CommandLine commands;
    private final PrintWriter err;
    private final Interruptible interruptible;

    /** The line that is being run, and where it stands. */
    private String line = "";

    private At at = At.HAND;

    Execution(CommandLine commands, PrintWriter err, Interruptible interruptible) {
        this.commands = commands;
        this.err = err;
        this.interruptible = interruptible;
        // A word that begins with @ is a word.
        commands.setErr(err)
                .setExpandAtFiles(false)
                .setParameterExceptionHandler((mistake, args) -> tell(told(mistake)))
                .setExecutionExceptionHandler((failure, command, result) -> explain(failure));
    }

    /** Runs what a line says, and returns whether it went well; a line that says nothing does. */
    boolean execute(String text, At where) {
        line = text.strip();
        at = where;
        Words words = Words.of(text);
        if (words.unclosed()) {
            return tell("A quote is not closed") == 0;
        }
        if (words.words().isEmpty()) {
            return true;
        }
        try {
            return interruptible.run(() -> commands.execute(words.words().toArray(String[]::new))) == 0;
        } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
            // What a plugin that is called by hand may throw is a fault of its own, and no reason to end.
            return explain(e) == 0;
        }
    }

    private String told(ParameterException mistake) {
        if (mistake.getCommandLine() != commands) {
            return mistake.getMessage() + " (type 'help "
                    + mistake.getCommandLine().getCommandName() + "')";
        }
        if (mistake instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            String command = unmatched.getUnmatched().get(0);
            return "There is no command '" + command + "'"
                    + Nearest.question(command, commands.getSubcommands().keySet()) + " (type 'help')";
        }
        return mistake.getMessage() + " (type 'help')";
    }

    private int explain(Throwable failure) {
        if (Mistakes.isMistake(failure)) {
            return tell(failure.getMessage());
        }
        if (failure instanceof InterruptedException) {
            return tell("Interrupted");
        }
        log.error("'{}' failed", line, failure);
        return tell("A fault of this program or of a plugin: " + failure + " (with --verbose: where)");
    }

    private int tell(@Nullable String message) {
        commands.getOut().flush();
        err.println(at.explain(line, Mistakes.oneLine(message)));
        err.flush();
        return CommandLine.ExitCode.USAGE;
    }
}
