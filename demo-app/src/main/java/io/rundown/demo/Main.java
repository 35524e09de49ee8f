package io.rundown.demo;

/** Where the process begins and ends. */
public final class Main {

    private Main() {}

    /**
     * Runs one command and exits with its code.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        System.exit(RootCommand.commandLine().execute(args));
    }
}
