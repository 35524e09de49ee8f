package io.rundown.demo.shell;

import io.rundown.demo.session.StatusTable;
import java.time.Instant;
import picocli.CommandLine.Command;

/** Shows the plugins. */
@Command(
        name = "status",
        aliases = "list",
        description = "Show the plugins: phases, calls, for how long.",
        footer = {"", "Older generations that are still draining come last."})
final class StatusCommand extends InShell implements Runnable {

    @Override
    public void run() {
        StatusTable.lines(host().status(), Instant.now()).forEach(out()::println);
    }
}
