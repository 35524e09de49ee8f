package io.rundown.demo.shell;

import picocli.CommandLine.Command;

/** Leaves. */
@Command(name = "quit", aliases = "exit", description = "Leave; everything is unloaded.")
final class QuitCommand extends InShell implements Runnable {

    @Override
    public void run() {
        shell().quit();
    }
}
