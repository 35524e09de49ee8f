package io.rundown.demo.shell;

import io.rundown.demo.session.OrderOptions;
import io.rundown.demo.session.SampleCall;
import io.rundown.demo.session.StatusTable;
import io.rundown.demo.session.UserMistake;
import io.rundown.host.PluginHost;
import io.rundown.host.model.CallInside;
import io.rundown.host.model.GenerationStatus;
import io.rundown.host.model.ReloadReport;
import io.rundown.host.model.UnloadPolicy;
import io.rundown.host.model.UnloadPolicy.OnTimeout;
import io.rundown.host.model.UnloadReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The commands of the shell, each a method. */
@Command(name = "", synopsisHeading = "Commands:%n", customSynopsis = "", commandListHeading = "")
final class ShellCommands implements AutoCloseable {

    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    private final PluginHost host;
    private final PrintWriter out;
    private final LoadTest loadTest;
    private boolean quit;

    ShellCommands(PluginHost host, PrintWriter out) {
        this.host = host;
        this.out = out;
        this.loadTest = new LoadTest(host);
    }

    boolean hasQuit() {
        return quit;
    }

    @Override
    public void close() {
        loadTest.stop();
    }

    @Command(description = "Show the plugins.")
    void list() {
        StatusTable.lines(host.status()).forEach(out::println);
    }

    @Command(description = "Load a plugin from a jar, a zip or a folder.")
    void load(@Parameters(paramLabel = "FILE") Path file) {
        out.println("Loaded: " + host.load(file));
    }

    @Command(description = "Unload a plugin and what is linked to it.")
    int unload(
            @Parameters(paramLabel = "ID") String id,
            @Option(names = "--timeout", paramLabel = "TIME", description = "How long to wait for calls, as in 5s.")
                    @Nullable
                    Duration timeout,
            @Option(names = "--force", description = "Interrupt calls that do not end, and go on.") boolean force,
            @Option(names = "--keep-draining", description = "Keep refusing calls if some do not end.")
                    boolean keepDraining) {
        if (force && keepDraining) {
            throw new UserMistake("Either --force or --keep-draining, not both");
        }
        UnloadPolicy policy = UnloadPolicy.DEFAULT.withOnTimeout(
                force ? OnTimeout.FORCE : keepDraining ? OnTimeout.KEEP_DRAINING : OnTimeout.RESUME);
        UnloadReport report = host.unload(id, timeout == null ? policy : policy.withDrainTimeout(timeout));
        report.generations().forEach(out::println);
        return report.unloaded() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.USAGE;
    }

    @Command(description = "Reload a plugin, from another file if one is named.")
    int reload(
            @Parameters(paramLabel = "ID") String id,
            @Parameters(paramLabel = "FILE", arity = "0..1") @Nullable Path file) {
        ReloadReport report = file == null ? host.reload(id) : host.reload(id, file);
        if (report.failure() != null) {
            throw new UserMistake("Version " + report.fromVersion() + " of '" + id + "' goes on serving. "
                    + report.failure().message());
        }
        report.loaded().forEach(each -> out.println("Serving: " + each));
        report.retired().forEach(out::println);
        return CommandLine.ExitCode.OK;
    }

    @Command(description = "Call a plugin with one order.")
    void call(@Parameters(paramLabel = "ID") String id, @Mixin OrderOptions order) throws InterruptedException {
        SampleCall.call(host, id, order.order()).forEach(out::println);
    }

    @Command(description = "Show the calls inside one plugin or all.")
    void inflight(@Parameters(paramLabel = "ID", arity = "0..1") @Nullable String id) {
        List<String> ids = id != null
                ? List.of(id)
                : host.status().current().stream()
                        .map(GenerationStatus::pluginId)
                        .toList();
        int calls = 0;
        for (String each : ids) {
            for (CallInside call : host.inFlight(each)) {
                out.println(each + ": " + call);
                calls++;
            }
        }
        out.println(calls + (calls == 1 ? " call inside" : " calls inside"));
    }

    @Command(name = "load-test", description = "Check out on N threads: start N, stop, or nothing to see how it goes.")
    void loadTest(
            @Parameters(paramLabel = "start|stop", arity = "0..1") @Nullable String act,
            @Parameters(paramLabel = "N", arity = "0..1", defaultValue = "4") int threads) {
        switch (act == null ? "" : act) {
            case "start" -> loadTest.start(threads);
            case "stop" -> loadTest.stop();
            case "" -> loadTest.requireStarted();
            default -> throw new UserMistake("load-test start N, load-test stop, or load-test; not '" + act + "'");
        }
        out.println(loadTest);
    }

    @Command(description = "Show this.")
    void help() {
        spec.commandLine().usage(out);
    }

    @Command(description = "Leave; everything is unloaded.")
    void quit() {
        quit = true;
    }
}
