package io.rundown.benchmarks.handle;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Calls of a plugin that another thread reloads without a pause. That thread wants a processor to itself: callers on all
 * processors lose its share of the time, whatever the host does.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // by the set-up
public class CallWhileReloadingBenchmark {

    @Param({"false", "true"})
    public boolean reloading;

    private int a = 40;
    private int b = 2;
    private Plugins plugins;
    private Calculator handle;
    private final Background background = new Background();

    @Setup
    public void startReloading() throws IOException {
        plugins = Plugins.loaded(1);
        handle = plugins.handle();
        if (reloading) {
            background.repeat(() -> ReloadBenchmark.reloaded(plugins.host()));
        }
    }

    @TearDown
    public void stopReloading() throws InterruptedException, IOException {
        background.stop();
        plugins.close();
    }

    @Benchmark
    public int call() {
        return handle.add(a, b);
    }
}
