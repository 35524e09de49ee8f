package io.rundown.benchmarks.rundown;

import io.rundown.Guard;
import io.rundown.RundownProtection;
import java.util.concurrent.TimeUnit;
import org.apache.cassandra.utils.concurrent.OpOrder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Come in, make one call, leave: a method per design, all threads on one gate. The names of the methods are the names of
 * the designs in the report.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class GateBenchmark {

    /** What a refused caller gets. */
    static final int REFUSED = -1;

    private final Target target = new Target();

    private final RundownProtection protection = new RundownProtection();
    private final CasGate casGate = new CasGate();
    private final FetchAndAddGate fetchAndAddGate = new FetchAndAddGate();
    private final StripedGate stripedGate = new StripedGate();
    private final ReadLockGate readLockGate = new ReadLockGate();
    private final StampedLockGate stampedLockGate = new StampedLockGate();
    private final SemaphoreGate semaphoreGate = new SemaphoreGate();
    private final PhaserGate phaserGate = new PhaserGate();
    private final RefCountedGate refCountedGate = new RefCountedGate();
    private final MonitorGate monitorGate = new MonitorGate();
    private final OpOrderGate opOrderGate = new OpOrderGate();

    /** A fence that was asked for and not granted would be measured under a wrong name. */
    @Setup
    public void requireFence() {
        String wish = System.getProperty("io.rundown.fence", "auto");
        String granted = RundownProtection.fence().name();
        if (!wish.equals("auto") && !wish.equalsIgnoreCase(granted)) {
            throw new IllegalStateException("Asked for the fence " + wish + ", got " + granted);
        }
    }

    @Benchmark
    public int bare() {
        return target.call();
    }

    @Benchmark
    public int rundown() {
        try (Guard guard = protection.tryAcquire()) {
            return guard == null ? REFUSED : target.call();
        }
    }

    @Benchmark
    public int cas() {
        if (!casGate.tryAcquire()) {
            return REFUSED;
        }
        try {
            return target.call();
        } finally {
            casGate.release();
        }
    }

    @Benchmark
    public int fetchAndAdd() {
        if (!fetchAndAddGate.tryAcquire()) {
            return REFUSED;
        }
        try {
            return target.call();
        } finally {
            fetchAndAddGate.release();
        }
    }

    @Benchmark
    public int stripes() {
        if (!stripedGate.tryAcquire()) {
            return REFUSED;
        }
        try {
            return target.call();
        } finally {
            stripedGate.release();
        }
    }

    @Benchmark
    public int readLock() {
        if (!readLockGate.tryAcquire()) {
            return REFUSED;
        }
        try {
            return target.call();
        } finally {
            readLockGate.release();
        }
    }

    @Benchmark
    public int stampedLock() {
        long stamp = stampedLockGate.tryAcquire();
        if (stamp == 0) {
            return REFUSED;
        }
        try {
            return target.call();
        } finally {
            stampedLockGate.release(stamp);
        }
    }

    @Benchmark
    public int semaphore() {
        if (!semaphoreGate.tryAcquire()) {
            return REFUSED;
        }
        try {
            return target.call();
        } finally {
            semaphoreGate.release();
        }
    }

    @Benchmark
    public int phaser() {
        if (!phaserGate.tryAcquire()) {
            return REFUSED;
        }
        try {
            return target.call();
        } finally {
            phaserGate.release();
        }
    }

    @Benchmark
    public int refCounted() {
        if (!refCountedGate.tryAcquire()) {
            return REFUSED;
        }
        try {
            return target.call();
        } finally {
            refCountedGate.release();
        }
    }

    @Benchmark
    public int monitor() {
        if (!monitorGate.tryAcquire()) {
            return REFUSED;
        }
        try {
            return target.call();
        } finally {
            monitorGate.release();
        }
    }

    @Benchmark
    public int opOrder() {
        try (OpOrder.Group group = opOrderGate.tryAcquire()) {
            return group == null ? REFUSED : target.call();
        }
    }
}
