package io.rundown.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** One run of a suite: how long everything takes, where it is written, and the results so far. */
public final class Session {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private static final String SCRATCH = "scratch";

    private final boolean quick;
    private final Path json;
    private final Path logs;
    private final PrintStream progress;
    private final List<RunResult> results = new ArrayList<>();
    private int runs;

    Session(String suite, boolean quick, Path directory, PrintStream progress) throws IOException {
        this.quick = quick;
        this.json = directory.resolve(suite + ".json");
        this.logs = Files.createDirectories(directory.resolve(suite + "-logs"));
        this.progress = progress;
    }

    /** Whether to show that everything works rather than to measure it. */
    public boolean isQuick() {
        return quick;
    }

    /** How many processes every figure is the median of. */
    public int forks() {
        return quick ? 1 : 3;
    }

    /**
     * Runs what the options select, in forks of its own, and keeps the results for the file.
     *
     * @param title what is being measured, for whoever looks on and for the name of the log
     * @param options adds to the lengths and numbers of iterations that are common to all
     */
    public Collection<RunResult> run(String title, UnaryOperator<ChainedOptionsBuilder> options)
            throws RunnerException {
        Path log = log(title);
        sayProgress(title);
        ChainedOptionsBuilder common = new OptionsBuilder()
                .forks(forks())
                .warmupIterations(quick ? 2 : 3)
                .warmupTime(TimeValue.milliseconds(quick ? 100 : 400))
                .measurementIterations(quick ? 2 : 4)
                .measurementTime(TimeValue.milliseconds(quick ? 150 : 500))
                .jvmArgsPrepend("-Xms512m", "-Xmx512m")
                .shouldFailOnError(true)
                .output(log.toString());
        Collection<RunResult> ran = new Runner(options.apply(common).build()).run();
        if (ran.isEmpty()) {
            throw new IllegalStateException("No benchmark was selected for " + title);
        }
        results.addAll(ran);
        return ran;
    }

    /**
     * Runs what matches once for each number of threads and watches allocation.
     *
     * @param title as for {@link #run}, with the number of threads added
     * @param include as {@link #methods} makes it
     */
    public List<Figure> runOnThreads(int[] threadCounts, String title, String include, String... jvmArgs)
            throws RunnerException {
        List<Figure> figures = new ArrayList<>();
        for (int threads : threadCounts) {
            Collection<RunResult> ran = run(
                    title + ", " + threads + (threads == 1 ? " thread" : " threads"),
                    options -> options.include(include)
                            .threads(threads)
                            .addProfiler(GCProfiler.class)
                            .jvmArgsAppend(jvmArgs));
            figures.addAll(Figure.of(ran));
        }
        return figures;
    }

    /** Selects the methods of a benchmark that a regular expression matches. */
    public static String methods(Class<?> benchmark, String names) {
        return "^" + benchmark.getName().replace(".", "\\.") + "\\.(" + names + ")$";
    }

    /**
     * Runs a program in a process of its own.
     *
     * @return what it printed
     * @throws IllegalStateException if it did not end well
     */
    public String runProgram(String title, Class<?> program, String... jvmArgs)
            throws IOException, InterruptedException {
        sayProgress(title);
        Process process = new ProcessBuilder(command(program, jvmArgs))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exit = process.waitFor();
        if (exit != 0) {
            throw new IllegalStateException(program.getSimpleName() + " ended with " + exit + ": " + printed);
        }
        return printed;
    }

    /**
     * Tries whether a program in a process of its own ends well, and in time; it is ended then.
     *
     * @return whether it did; what it printed is in a log
     */
    public boolean tryProgram(String title, Class<?> program, Duration limit, String... jvmArgs)
            throws IOException, InterruptedException {
        sayProgress(title);
        Process process = new ProcessBuilder(command(program, jvmArgs))
                .redirectErrorStream(true)
                .redirectOutput(log(title).toFile())
                .start();
        process.getOutputStream().close();
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS) && process.exitValue() == 0;
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static List<String> command(Class<?> program, String... jvmArgs) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(jvmArgs));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        return command;
    }

    private Path log(String title) {
        return logs.resolve(String.format(
                Locale.ROOT,
                "%02d-%s.log",
                ++runs,
                title.replaceAll("\\W+", "-").toLowerCase(Locale.ROOT)));
    }

    /** A folder for what only this run needs; whoever fills it empties it. */
    public Path scratch() throws IOException {
        return Files.createDirectories(logs.resolveSibling(SCRATCH));
    }

    /** Writes what there is so far as one array in JMH's own format. */
    Path writeJson() {
        ResultFormatFactory.getInstance(ResultFormatType.JSON, json.toString()).writeOut(results);
        return json;
    }

    private void sayProgress(String title) {
        progress.println(LocalTime.now(ZoneId.systemDefault()).format(TIME) + "  " + title);
        progress.flush();
    }
}
