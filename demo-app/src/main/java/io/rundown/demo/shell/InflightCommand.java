package io.rundown.demo.shell;

import io.rundown.demo.screen.Glyphs;
import io.rundown.demo.screen.Line;
import io.rundown.demo.session.UserMistake;
import io.rundown.demo.session.ViewOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows who is inside. */
@Command(
        name = "inflight",
        description = "Show the calls inside one plugin or all: who, since when, doing what.",
        footer = {"", "Any key or Ctrl-C ends --watch."})
final class InflightCommand extends InShell implements Runnable {

    @Parameters(paramLabel = ShellCommands.PLUGIN_ID, arity = "0..1", description = "The plugin. Default: all.")
    private @Nullable String id;

    @Option(names = "--watch", description = "Look again and again.")
    private boolean watch;

    @Mixin
    private final ViewOptions viewOptions = new ViewOptions();

    @Override
    public void run() {
        InflightPicture picture = new InflightPicture(host(), id, Glyphs.ofProcess());
        if (!watch && !viewOptions.saysHowOften()) {
            if (viewOptions.saysInterval()) {
                throw new UserMistake("--interval is for --watch or --times N: without them there is one look");
            }
            picture.lines().stream().map(Line::text).forEach(out()::println);
            return;
        }
        Ended.byInterrupt(() -> viewOptions.show(shell().view(), picture, key -> true));
    }
}
