package io.rundown.demo;

import io.rundown.demo.session.Session;
import io.rundown.demo.session.StatusTable;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Loads the plugins and shows them. */
@Command(
        name = "list",
        description = "Loads the plugins and shows them.",
        footer = {"", "Example: rundown-demo list --plugins my-plugins"})
final class ListCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Mixin
    private final PluginsOption plugins = new PluginsOption();

    @Override
    public Integer call() {
        try (Session session = Session.open()) {
            boolean all = session.loadAll(plugins.folder(), spec.commandLine().getErr());
            StatusTable.lines(session.host().status(), Instant.now())
                    .forEach(spec.commandLine().getOut()::println);
            return all ? ExitCodes.OK : ExitCodes.MISTAKE;
        }
    }
}
