package io.rundown.demo.shell;

import io.rundown.demo.screen.Glyphs;
import io.rundown.demo.session.ViewOptions;
import io.rundown.demo.top.Top;
import java.time.Clock;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The live view of the shell's own host. */
@Command(
        name = "top",
        description = "Show calls a second, calls inside and drains, live.",
        footer = {"", "q or Ctrl-C leaves."})
final class TopCommand extends InShell implements Runnable {

    @Mixin
    private final ViewOptions viewOptions = new ViewOptions();

    @Override
    public void run() {
        LoadTest loadTest = shell().loadTest();
        Top top = new Top(
                host(),
                Top.hint(shell().view()),
                () -> loadTest.isRunning() ? List.of(loadTest.toString()) : List.of(),
                Glyphs.ofProcess(),
                Clock.systemUTC());
        Ended.byInterrupt(() -> viewOptions.show(shell().view(), top, Top::leaves));
    }
}
