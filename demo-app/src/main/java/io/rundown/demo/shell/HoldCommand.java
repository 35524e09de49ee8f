package io.rundown.demo.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Begins and ends calls that stay inside. */
@Command(
        name = "hold",
        description =
                "Have a call stay inside 'fraud', to see what an unload does: KIND, stop, or nothing to see them.",
        footer = {
            "",
            "sleep    a thread sleeps",
            "virtual  a virtual thread sleeps; from Java 21 on",
            "io       a thread reads from where nothing comes",
            "future   a call returns a future that does not complete",
            "stop     lets all of them end"
        })
final class HoldCommand extends InShell implements Callable<Integer> {

    @Parameters(
            paramLabel = "KIND|stop",
            arity = "0..1",
            completionCandidates = Acts.class,
            description = "What stays inside, or stop. Default: show what does.")
    private @Nullable String act;

    /** What can be done. */
    static final class Acts extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Acts() {
            super(List.of(Holds.SLEEP, Holds.VIRTUAL, Holds.IO, Holds.FUTURE, "stop"));
        }
    }

    @Override
    public Integer call() throws Exception {
        Holds holds = shell().holds();
        String asked = act == null ? "" : act;
        switch (asked) {
            case "stop" -> holds.stop();
            case "" -> {
                // Only shows.
            }
            default -> holds.begin(asked);
        }
        holds.lines().forEach(out()::println);
        return 0;
    }
}
