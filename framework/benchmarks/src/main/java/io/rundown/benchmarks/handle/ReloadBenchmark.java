package io.rundown.benchmarks.handle;

import io.rundown.host.PluginHost;
import io.rundown.host.model.GenerationUnload;
import io.rundown.host.model.ReloadReport;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What a reload takes from the call to the end of the old generation, with and without callers who never pause. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@SuppressWarnings("NullAway.Init") // by the set-up
public class ReloadBenchmark {

    /** Long enough for looking at the flag and the clock to cost nothing. */
    private static final int CALLS_AT_A_TIME = 1_000;

    @Param({"0", "1"})
    public int callers;

    private Plugins plugins;
    private final Background background = new Background();

    /** What the callers were told, so that their calls are not optimised away. */
    private final AtomicLong answers = new AtomicLong();

    @Setup
    public void startCallers() throws IOException {
        plugins = Plugins.loaded(1);
        Calculator handle = plugins.handle();
        for (int i = 0; i < callers; i++) {
            background.repeat(() -> callOften(handle));
        }
    }

    private void callOften(Calculator handle) {
        int sum = 0;
        for (int i = 0; i < CALLS_AT_A_TIME; i++) {
            sum = handle.add(sum, i);
        }
        answers.addAndGet(sum);
    }

    @TearDown
    public void stopCallers() throws InterruptedException, IOException {
        background.stop();
        plugins.close();
    }

    @Benchmark
    public ReloadReport reload() {
        return reloaded(plugins.host());
    }

    /** Reloads for good. */
    static ReloadReport reloaded(PluginHost host) {
        ReloadReport report = host.reload(Plugins.ID);
        if (!report.switched() || !report.retired().stream().allMatch(GenerationUnload::gone)) {
            throw new IllegalStateException("Not reloaded: " + report);
        }
        return report;
    }
}
