package io.rundown.demo.shell;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Loads a plugin. */
@Command(name = "load", description = "Load a plugin from a jar, a zip or a folder.")
final class LoadCommand extends InShell implements Runnable {

    @Parameters(paramLabel = "FILE", description = "Where the plugin is.")
    private Path file = Path.of("");

    @Override
    public void run() {
        out().println("Loaded: " + host().load(file));
    }
}
