package io.rundown.demo;

import io.rundown.demo.checkout.Checkout;
import io.rundown.demo.checkout.PriceBook;
import io.rundown.demo.checkout.Tally;
import io.rundown.demo.checkout.Traffic;
import io.rundown.demo.screen.Glyphs;
import io.rundown.demo.screen.Interruptible;
import io.rundown.demo.screen.LiveView;
import io.rundown.demo.screen.PlainView;
import io.rundown.demo.screen.TerminalView;
import io.rundown.demo.screen.Terminals;
import io.rundown.demo.session.Session;
import io.rundown.demo.session.UserMistake;
import io.rundown.demo.session.ViewOptions;
import io.rundown.demo.story.Performance;
import io.rundown.demo.top.Top;
import io.rundown.demo.top.Unrest;
import io.rundown.host.PluginHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jline.terminal.Terminal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows a host at work. */
@Command(
        name = "top",
        description = {
            "Shows plugins while they are called, reloaded and unloaded: calls a second, calls inside, drains.",
            "On a terminal, in place, until q or Ctrl-C; elsewhere as plain lines, ten times."
        },
        footer = {"", "Example: rundown-demo top --threads 8 --interval 500ms"})
final class TopCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Mixin
    private final PluginsOption plugins = new PluginsOption();

    @Mixin
    private final ViewOptions viewOptions = new ViewOptions();

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "4",
            description = "How many threads check out; 0 for none. Default: ${DEFAULT-VALUE}.")
    private int threads;

    @Option(names = "--quiet", description = "Reload and unload nothing meanwhile.")
    private boolean quiet;

    @Override
    public Integer call() throws Exception {
        Limits.requireWithin(spec, "--threads", threads, 0, Limits.MOST_THREADS);
        viewOptions.check();
        Path folder = plugins.folder();
        Interruptible interruptible = new Interruptible();
        try (Session session = Session.open()) {
            session.loadAll(folder, Performance.PLUGINS);
            if (!Terminals.isCapable(System.getenv())) {
                show(session.host(), folder, new PlainView(spec.commandLine().getOut()));
                return ExitCodes.OK;
            }
            try (Terminal terminal = Terminals.open(interruptible)) {
                LiveView view = new TerminalView(terminal, Terminals.wantsColors(System.getenv()));
                return interruptible.run(() -> {
                    show(session.host(), folder, view);
                    return ExitCodes.OK;
                });
            } catch (IOException e) {
                throw new UserMistake("This terminal cannot be drawn on (" + e.getMessage()
                        + "); pipe the output through cat to have lines");
            }
        }
    }

    private void show(PluginHost host, Path folder, LiveView view) throws InterruptedException {
        Tally tally = new Tally();
        Path otherTax = PluginsOption.updatesBeside(folder).resolve(DemoCommand.OTHER_TAX);
        Checkout checkout = new Checkout(host, tally, new PriceBook());
        try (Traffic traffic = new Traffic(checkout, threads);
                Unrest unrest = quiet ? null : new Unrest(host, Files.isRegularFile(otherTax) ? otherTax : null)) {
            Top top = new Top(
                    host,
                    Top.hint(view),
                    () -> notes(traffic, tally.counts(), unrest),
                    Glyphs.ofProcess(),
                    Clock.systemUTC());
            viewOptions.show(view, top, Top::leaves);
        } catch (InterruptedException ctrlC) {
            // The other way to leave.
            spec.commandLine().getOut().flush();
        }
    }

    private static List<String> notes(Traffic traffic, Tally.Counts counts, @Nullable Unrest unrest) {
        List<String> notes = new ArrayList<>();
        notes.add(traffic.threads() + " threads check out: " + counts.inBrief());
        if (unrest != null && !unrest.lastAct().isEmpty()) {
            notes.add(unrest.lastAct());
        }
        return notes;
    }
}
