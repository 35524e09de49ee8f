package io.rundown.demo.shell;

import io.rundown.demo.session.Times;
import io.rundown.host.model.Durations;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lets time pass, in scripts. */
@Command(name = "wait", description = "Let some time pass, as in 2s.")
final class WaitCommand extends InShell implements Callable<Integer> {

    @Parameters(paramLabel = "TIME", converter = Times.class, description = "How long, as in 500ms, 5s or 2m.")
    private Duration time = Duration.ZERO;

    @Override
    public Integer call() throws InterruptedException {
        out().println("Waiting for " + Durations.inWords(time));
        out().flush();
        Thread.sleep(time.toMillis());
        return 0;
    }
}
