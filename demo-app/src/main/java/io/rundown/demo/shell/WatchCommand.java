package io.rundown.demo.shell;

import io.rundown.demo.session.UserMistake;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Watches a folder of plugins. */
@Command(
        name = "watch",
        description = "Keep plugins as the files in a folder are: on DIR, off, or nothing to see what is watched.",
        footer = {"", "What happens because of it is told as it happens."})
final class WatchCommand extends InShell implements Runnable {

    @Parameters(
            paramLabel = "on|off",
            index = "0",
            arity = "0..1",
            completionCandidates = Acts.OnOff.class,
            description = "What to do. Default: show what is watched.")
    private @Nullable String act;

    @Parameters(paramLabel = "DIR", index = "1", arity = "0..1", description = "The folder.")
    private @Nullable Path folder;

    @Override
    public void run() {
        Watching watching = shell().watching();
        switch (act == null ? "" : act) {
            case "on" -> {
                if (folder == null) {
                    throw new UserMistake("watch on DIR: which folder?");
                }
                watching.on(folder);
            }
            case "off" -> {
                if (folder != null) {
                    throw new UserMistake("watch off ends all of it; without a folder");
                }
                watching.off();
            }
            case "" -> {
                // Only shows.
            }
            default -> throw new UserMistake("watch on DIR, watch off, or watch; not '" + act + "'");
        }
        watching.lines().forEach(out()::println);
    }
}
