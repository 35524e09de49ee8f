package io.rundown.demo;

import io.rundown.demo.screen.Screen;
import io.rundown.demo.session.Session;
import io.rundown.demo.session.UserMistake;
import io.rundown.demo.story.Performance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Plays the story. */
@Command(
        name = "demo",
        description = {
            "Runs checkouts as fast as they go, and meanwhile unloads and reloads the plugins they use.",
            "Ends with a table and, for every promise, whether it was kept."
        },
        footer = {"", "Example: rundown-demo demo --seconds 60 --threads 8"})
final class DemoCommand implements Callable<Integer> {

    static final String OTHER_TAX = "tax-2.0.0.jar";
    private static final String BROKEN_TAX = "tax-3.0.0.jar";

    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Mixin
    private final PluginsOption plugins = new PluginsOption();

    @Option(
            names = "--updates",
            paramLabel = "DIR",
            description = "Where " + OTHER_TAX + " and " + BROKEN_TAX
                    + " are. Default: the folder 'updates' beside that of the plugins.")
    private @Nullable Path updates;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "20",
            description = "How long it takes, about. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "4",
            description = "How many threads check out. Default: ${DEFAULT-VALUE}.")
    private int threads;

    @Option(names = "--plain", description = "Write plain lines even to a terminal.")
    private boolean plain;

    @Override
    public Integer call() throws InterruptedException {
        Limits.requireWithin(spec, "--seconds", seconds, 1, 86_400);
        Limits.requireWithin(spec, "--threads", threads, 1, Limits.MOST_THREADS);
        Path folder = plugins.folder();
        Path newer = PluginsOption.requireFolder(
                updates != null ? updates : PluginsOption.updatesBeside(folder), "--updates");
        Path otherTax = requireFile(newer.resolve(OTHER_TAX));
        Path brokenTax = requireFile(newer.resolve(BROKEN_TAX));
        try (Session session = Session.open()) {
            session.loadAll(folder, Performance.PLUGINS);
            boolean kept = Performance.play(
                    session.host(), otherTax, brokenTax, Duration.ofSeconds(seconds), threads, Screen.ofProcess(plain));
            return kept ? ExitCodes.OK : ExitCodes.BROKEN;
        }
    }

    private static Path requireFile(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new UserMistake("There is no '" + file + "'; name its folder with --updates DIR");
        }
        return file;
    }
}
