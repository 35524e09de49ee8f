package io.rundown.benchmarks.handle;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Calls of six extensions of six plugins from one place in the code, which the compiler can therefore not inline. The
 * handles of one extension point are of one class, and the place with many targets is within it; those of six are of six.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // by the set-up
public class MegamorphicBenchmark {

    private static final int COUNT = 6;

    private int a = 40;

    private Plugins plugins;
    private Calculator[] extensions;
    private Calculator[] handles;
    private Calculator[] handlesOfSixPoints;

    @Setup
    public void load() throws IOException {
        plugins = Plugins.loaded(COUNT);
        handles = plugins.handles();
        extensions = new Calculator[COUNT];
        handlesOfSixPoints = new Calculator[COUNT];
        List<Class<? extends Calculator>> points = SixPoints.ALL;
        for (int i = 0; i < COUNT; i++) {
            extensions[i] = Plugins.behind(handles[i]);
            handlesOfSixPoints[i] = plugins.host().extension(points.get(i), PluginJars.id(i));
        }
    }

    @TearDown
    public void unload() throws IOException {
        plugins.close();
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public int directMegamorphic() {
        return sum(extensions);
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public int handleMegamorphic() {
        return sum(handles);
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public int handleMegamorphicPoints() {
        return sum(handlesOfSixPoints);
    }

    private int sum(Calculator[] calculators) {
        int sum = 0;
        for (Calculator each : calculators) {
            sum = each.add(sum, a);
        }
        return sum;
    }
}
