package io.rundown.benchmarks.handle;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rundown.host.PluginHost;
import io.rundown.micrometer.PluginHostMetrics;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Calls through a handle while the host is being looked at. Nothing on the way of a call knows of that. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // by the set-up
public class ObservedCallBenchmark {

    /** Who looks. */
    public enum Observed {
        /** Nobody. */
        NO,
        /** A flight recording with everything that the host's own settings ask for. */
        RECORDED,
        /** Metrics that are bound, and ten times a second all of them and the status are read. */
        READ
    }

    private static final long BETWEEN = TimeUnit.MILLISECONDS.toNanos(100);

    @Param({"NO", "RECORDED", "READ"})
    public Observed observed;

    private int a = 40;
    private int b = 2;
    private Plugins plugins;
    private Calculator handle;
    private Recording recording;
    private PluginHostMetrics metrics;
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final Background background = new Background();

    @Setup
    public void beginLooking() throws IOException, ParseException {
        plugins = Plugins.loaded(1);
        handle = plugins.handle();
        recording = new Recording(settings());
        metrics = new PluginHostMetrics(plugins.host());
        if (observed == Observed.RECORDED) {
            recording.start();
        }
        if (observed == Observed.READ) {
            metrics.bindTo(registry);
            background.repeat(this::look);
        }
    }

    private static Configuration settings() throws IOException, ParseException {
        try (Reader in = new InputStreamReader(
                Objects.requireNonNull(PluginHost.class.getResourceAsStream("/rundown.jfc")), StandardCharsets.UTF_8)) {
            return Configuration.create(in);
        }
    }

    private void look() {
        registry.getMeters().forEach(each -> each.measure().forEach(measurement -> keep(measurement.getValue())));
        keep((double) plugins.host().status().totals().get(0).calls());
        LockSupport.parkNanos(BETWEEN);
    }

    private static void keep(double number) {
        if (Double.isNaN(number)) {
            throw new IllegalStateException("A meter has nothing to say");
        }
    }

    @TearDown
    public void stopLooking() throws InterruptedException, IOException {
        background.stop();
        recording.close();
        metrics.close();
        plugins.close();
    }

    @Benchmark
    public int call() {
        return handle.add(a, b);
    }
}
