package io.rundown.demo;

import io.rundown.demo.leaks.DumpReader;
import io.rundown.demo.leaks.Findings;
import io.rundown.demo.screen.Screen;
import io.rundown.leak.LeakReport;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Explains a heap dump. */
@Command(
        name = "leaks",
        description = {
            "Reads a heap dump and says who still holds class loaders that should be gone: those that are closed, and",
            "those of which there is a newer copy."
        },
        footer = {
            "",
            "Found or not, the exit code is 0, unless --fail-on-leak is given.",
            "",
            "Example: jcmd PID GC.heap_dump app.hprof; rundown-demo leaks app.hprof"
        })
final class LeaksCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DUMP", description = "The heap dump: a file in the HPROF format, not compressed.")
    private Path dump = Path.of("");

    @Option(
            names = "--class-loader",
            paramLabel = "NAME",
            description = "Look for the class loaders with this name, or of this class, instead.")
    private @Nullable String loader;

    @Option(names = "--fail-on-leak", description = "Exit with 1 if somebody holds one of them, not only softly.")
    private boolean failOnLeak;

    @Option(names = "--plain", description = "Write plain lines even to a terminal.")
    private boolean plain;

    @Override
    public Integer call() throws InterruptedException {
        Screen screen = Screen.ofProcess(plain);
        LeakReport report = DumpReader.read(dump, loader, screen);
        Findings.print(screen, dump, report);
        return failOnLeak && Findings.isLeak(report) ? ExitCodes.BROKEN : ExitCodes.OK;
    }
}
