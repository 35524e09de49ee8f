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
 *
 * <p>Every generation has classes of its own. Once a few have been called, the compiler no longer inlines an extension
 * into its caller, whether reloads go on or not; so the calls are also measured in peace after some reloads.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // by the set-up
public class CallWhileReloadingBenchmark {

    /** When the plugin is reloaded, if at all. */
    public enum Reloaded {
        NEVER,
        BEFORE,
        MEANWHILE
    }

    private static final int RELOADS_BEFORE = 10;
    private static final int CALLS_BETWEEN = 50_000;

    @Param({"NEVER", "BEFORE", "MEANWHILE"})
    public Reloaded reloaded;

    private int a = 40;
    private int b = 2;
    private Plugins plugins;
    private Calculator handle;
    private final Background background = new Background();

    @Setup
    public void startReloading() throws IOException {
        plugins = Plugins.loaded(1);
        handle = plugins.handle();
        if (reloaded != Reloaded.NEVER) {
            reloadAndCall();
        }
        if (reloaded == Reloaded.MEANWHILE) {
            background.repeat(() -> ReloadBenchmark.reloaded(plugins.host()));
        }
    }

    private void reloadAndCall() {
        for (int i = 0; i < RELOADS_BEFORE; i++) {
            ReloadBenchmark.reloaded(plugins.host());
            for (int j = 0; j < CALLS_BETWEEN; j++) {
                b = handle.add(a, b);
            }
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
