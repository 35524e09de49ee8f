package io.rundown.benchmarks.handle;

import io.rundown.host.model.HostStatus;
import java.io.IOException;
import java.util.Collection;
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

/** Calls of and looks at many plugins, on one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init") // by the set-up
public class ScaleBenchmark {

    @Param({"1", "10", "100", "1000"})
    public int plugins;

    private int a = 40;
    private int next;
    private Plugins loaded;
    private Calculator[] handles;
    private Collection<Calculator> extensions;

    @Setup
    public void load() throws IOException {
        loaded = Plugins.loaded(plugins);
        handles = loaded.handles();
        extensions = loaded.host().extensions(Calculator.class);
    }

    @TearDown
    public void unload() throws IOException {
        loaded.close();
    }

    /** One plugin after the other, so that each call finds its own handle, gate and cell where the others left them. */
    @Benchmark
    @OutputTimeUnit(TimeUnit.NANOSECONDS)
    public int callInTurn() {
        int turn = next;
        next = turn + 1 < handles.length ? turn + 1 : 0;
        return handles[turn].add(turn, a);
    }

    @Benchmark
    public HostStatus status() {
        return loaded.host().status();
    }

    /** Calls nobody. */
    @Benchmark
    public int iterate() {
        int hashes = 0;
        for (Calculator each : extensions) {
            hashes += System.identityHashCode(each);
        }
        return hashes;
    }
}
