package io.rundown.demo.shell;

import io.rundown.demo.screen.Table;
import io.rundown.demo.session.Times;
import io.rundown.demo.session.UserMistake;
import io.rundown.host.model.Reclamation;
import io.rundown.host.model.Reclamation.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows what is unloaded and still in memory. */
@Command(
        name = "leaks",
        description = "Show what is unloaded and not gone from memory, and who holds it.",
        footer = {
            "",
            "What is pending mostly goes by itself: the garbage collector has had no reason to look yet. --verify and"
                    + " --explain make it look, which stops everything for a moment."
        })
final class LeaksCommand extends InShell implements Callable<Integer> {

    private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(10);

    @Option(names = "--verify", description = "Ask for collections until each is gone or found to be held.")
    private boolean verify;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = Times.class,
            description = "How long --verify may take for each. Default: 10s.")
    private @Nullable Duration timeout;

    @Option(
            names = "--explain",
            paramLabel = ShellCommands.PLUGIN_ID,
            description = "Look through a heap dump for what holds the class loaders of a plugin.")
    private @Nullable String explained;

    @Override
    public Integer call() throws InterruptedException {
        if (timeout != null && !verify) {
            throw new UserMistake("--timeout is for --verify");
        }
        if (explained != null && verify) {
            throw new UserMistake("--verify is not for --explain, which makes the garbage collector look anyway");
        }
        if (explained != null) {
            explain(explained);
            return 0;
        }
        List<Reclamation> unloaded = host().unreclaimed();
        if (verify) {
            for (Reclamation each : unloaded) {
                each.verifyNow(timeout == null ? USUAL_TIMEOUT : timeout);
            }
            long gone = unloaded.stream()
                    .filter(each -> each.verdict() == Verdict.RECLAIMED)
                    .count();
            out().println(gone + " of " + unloaded.size() + " gone from memory");
        }
        show(unloaded.stream()
                .filter(each -> each.verdict() != Verdict.RECLAIMED)
                .toList());
        return 0;
    }

    private void show(List<Reclamation> held) {
        if (held.isEmpty()) {
            out().println("Nothing that is unloaded is in memory");
            return;
        }
        Table table = new Table("plugin", "version", "gen", "in memory", "collections survived")
                .right("gen", "collections survived");
        held.forEach(each -> table.row(
                each.pluginId(),
                each.version(),
                each.generation(),
                each.verdict().name().toLowerCase(Locale.ROOT),
                each.survived()));
        table.lines().forEach(out()::println);
    }

    private void explain(String id) {
        List<Reclamation> held = host().unreclaimed().stream()
                .filter(each -> each.pluginId().equals(id))
                .toList();
        if (held.isEmpty()) {
            throw new UserMistake("Nothing unloaded of '" + id + "' is in memory");
        }
        for (Reclamation each : held) {
            out().println(each.pluginId() + " " + each.version() + " (generation " + each.generation() + "):");
            out().flush();
            out().println(explanation(each).stripTrailing().indent(2).stripTrailing());
        }
    }

    /** One that is gone by now is no failure: that was the question. */
    private static String explanation(Reclamation reclamation) {
        try {
            return reclamation.explain();
        } catch (IllegalStateException e) {
            if (reclamation.verdict() == Verdict.RECLAIMED) {
                return "It is gone.";
            }
            throw new UserMistake(String.valueOf(e.getMessage()));
        }
    }
}
