package io.rundown.benchmarks;

import io.rundown.benchmarks.handle.HandleSuite;
import io.rundown.benchmarks.leak.LeakSuite;
import io.rundown.benchmarks.rundown.RundownSuite;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openjdk.jmh.runner.RunnerException;

/** Runs one suite and prints its report. The profile {@code bench} starts it. */
public final class BenchMain {

    private static final List<Suite> SUITES = List.of(new RundownSuite(), new HandleSuite(), new LeakSuite());

    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private BenchMain() {}

    /**
     * Takes {@code --suite=NAME}, {@code --quick=false} (anything else, and nothing, is a yes), and {@code --out=DIR}.
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        String name = option(args, "suite").orElse("");
        Optional<Suite> suite =
                SUITES.stream().filter(it -> it.name().equals(name)).findFirst();
        if (suite.isEmpty()) {
            System.err.println(noSuchSuite(name));
            System.exit(USAGE);
            return;
        }
        boolean quick = option(args, "quick").filter(it -> !it.equals("false")).isPresent();
        Path directory = Path.of(option(args, "out").orElse("target"));
        try {
            run(suite.get(), quick, directory, out);
        } catch (RunnerException e) {
            System.err.println("The benchmarks did not run to their end: " + e.getMessage());
            System.exit(FAILED);
        }
    }

    private static void run(Suite suite, boolean quick, Path directory, PrintStream out)
            throws RunnerException, IOException, InterruptedException {
        Session session = new Session(suite.name(), quick, directory, out);
        String report;
        Path json;
        try {
            report = heading(suite, session) + suite.run(session);
        } finally {
            // What was measured before a failure may have taken long.
            json = session.writeJson();
        }
        Path markdown = directory.resolve(suite.name() + ".md");
        Files.writeString(markdown, report);
        out.println();
        out.println(report);
        out.println("Written: " + json + ", " + markdown);
    }

    static String noSuchSuite(String name) {
        String known = SUITES.stream().map(Suite::name).collect(Collectors.joining(", "));
        String problem = name.isEmpty() ? "No suite of benchmarks named" : "No suite of benchmarks '" + name + "'";
        return problem + ": say -Dbench=NAME, with one of: " + known;
    }

    private static String heading(Suite suite, Session session) {
        String command =
                "./mvnw -q -Pbench -Dbench=" + suite.name() + (session.isQuick() ? " -Dbench.quick" : "") + " verify";
        return "%s; Java %s (%s), %s %s, %d × %s, %d fork(s); `%s`%n%n"
                .formatted(
                        LocalDate.now(ZoneId.systemDefault()),
                        Runtime.version(),
                        System.getProperty("java.vm.name"),
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"),
                        Runtime.getRuntime().availableProcessors(),
                        processor(),
                        session.forks(),
                        command);
    }

    /** The name of the processor where the system tells it in a file. */
    private static String processor() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("processor");
        } catch (IOException e) {
            return "processor";
        }
    }

    private static Optional<String> option(String[] args, String name) {
        String prefix = "--" + name + "=";
        return Stream.of(args)
                .filter(arg -> arg.startsWith(prefix))
                .map(arg -> arg.substring(prefix.length()))
                .findFirst();
    }
}
