package io.rundown.demo;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** How far the numbers go that options take. */
final class Limits {

    /** How many threads check out at the most. */
    static final int MOST_THREADS = 1_000;

    private Limits() {}

    static void requireWithin(CommandSpec command, String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new ParameterException(
                    command.commandLine(), option + " must be between " + least + " and " + most + ", not " + value);
        }
    }
}
