package io.rundown.demo.shell;

import io.rundown.demo.session.UserMistake;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Begins, ends and shows the load test. */
@Command(name = "load-test", description = "Check out on N threads: start N, stop, or nothing to see how it goes.")
final class LoadTestCommand extends InShell implements Runnable {

    private static final int USUAL_THREADS = 4;

    @Parameters(
            paramLabel = "start|stop",
            index = "0",
            arity = "0..1",
            completionCandidates = Acts.StartStop.class,
            description = "What to do. Default: show how it goes.")
    private @Nullable String act;

    @Parameters(
            paramLabel = "N",
            index = "1",
            arity = "0..1",
            description = "On how many threads. Default: " + USUAL_THREADS + ".")
    private @Nullable Integer threads;

    @Override
    public void run() {
        LoadTest loadTest = shell().loadTest();
        switch (act == null ? "" : act) {
            case "start" -> loadTest.start(threads == null ? USUAL_THREADS : threads);
            case "stop" -> {
                if (threads != null) {
                    throw new UserMistake("load-test stop ends all of it; without a number");
                }
                loadTest.stop();
            }
            case "" -> loadTest.requireStarted();
            default -> throw new UserMistake("load-test start N, load-test stop, or load-test; not '" + act + "'");
        }
        out().println(loadTest);
    }
}
