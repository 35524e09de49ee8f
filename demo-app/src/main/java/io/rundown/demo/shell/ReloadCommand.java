package io.rundown.demo.shell;

import io.rundown.demo.session.UserMistake;
import io.rundown.host.model.ReloadReport;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Reloads a plugin. */
@Command(name = "reload", description = "Reload a plugin, from another file if one is named.")
final class ReloadCommand extends InShell implements Runnable {

    @Parameters(paramLabel = ShellCommands.PLUGIN_ID, index = "0", description = "The plugin.")
    private String id = "";

    @Parameters(
            paramLabel = "FILE",
            index = "1",
            arity = "0..1",
            description = "A jar, a zip or a folder with the same plugin. Default: where it was loaded from.")
    private @Nullable Path file;

    @Override
    public void run() {
        ReloadReport report = file == null ? host().reload(id) : host().reload(id, file);
        if (report.failure() != null) {
            throw new UserMistake("Version " + report.fromVersion() + " of '" + id + "' goes on serving. "
                    + report.failure().message());
        }
        report.loaded().forEach(each -> out().println("Serving: " + each));
        report.retired().forEach(out()::println);
    }
}
