package io.rundown.benchmarks.rundown;

import io.rundown.Guard;
import io.rundown.RundownProtection;
import io.rundown.RundownProtection.State;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * From the last release to the waiter running, and, for comparison, from an unpark to the parked thread running. The
 * measuring thread sees by spinning that the other one runs, so it needs a processor of its own.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class WakeUpBenchmark {

    private static final long FALL_ASLEEP_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

    /** A thread that waits once per round and says when it is awake. */
    abstract static class Sleeper {

        private volatile int asked;
        private volatile int awake;
        private @Nullable Thread thread;

        /** Blocks until the measuring thread does what is measured. */
        abstract void sleep() throws InterruptedException;

        void startThread() {
            Thread started = new Thread(this::live, "sleeper");
            started.setDaemon(true);
            thread = started;
            started.start();
        }

        void endThread() throws InterruptedException {
            asked = -1;
            sleeper().join();
        }

        Thread sleeper() {
            if (thread == null) {
                throw new IllegalStateException("Not started");
            }
            return thread;
        }

        // One round is written by one thread at a time: asked by the measuring one, awake by the sleeper.
        @SuppressWarnings("NonAtomicVolatileUpdate")
        void letSleep() {
            asked++;
            Thread.State state = sleeper().getState();
            while (state != Thread.State.WAITING && state != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
                state = sleeper().getState();
            }
            // The state is set before the thread gives up its processor; one that has not yet is no sleeper.
            long fallenAsleep = System.nanoTime() + FALL_ASLEEP_NANOS;
            while (System.nanoTime() - fallenAsleep < 0) {
                Thread.onSpinWait();
            }
        }

        void awaitAwake() {
            while (awake != asked) {
                Thread.onSpinWait();
            }
        }

        private void live() {
            try {
                while (asked >= 0) {
                    if (asked == awake) {
                        Thread.onSpinWait();
                    } else {
                        sleep();
                        awake = asked;
                    }
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException("Nobody interrupts the sleeper", e);
            }
        }
    }

    /** Waits for a rundown. */
    @org.openjdk.jmh.annotations.State(Scope.Benchmark)
    public static class Waiter extends Sleeper {

        private final RundownProtection protection = new RundownProtection();
        private @Nullable Guard guard;

        @Override
        void sleep() throws InterruptedException {
            if (!protection.awaitRundown()) {
                throw new IllegalStateException("Nobody resumes");
            }
        }

        @Setup(Level.Trial)
        public void start() {
            startThread();
        }

        @Setup(Level.Invocation)
        public void round() {
            if (protection.state() != State.ACTIVE) {
                protection.reinitialize();
            }
            guard = protection.acquire();
            letSleep();
        }

        @TearDown(Level.Trial)
        public void end() throws InterruptedException {
            endThread();
        }
    }

    /** Only parks. */
    @org.openjdk.jmh.annotations.State(Scope.Benchmark)
    public static class Parked extends Sleeper {

        private volatile boolean unparked;

        @Override
        void sleep() {
            while (!unparked) {
                LockSupport.park(this);
            }
        }

        @Setup(Level.Trial)
        public void start() {
            startThread();
        }

        @Setup(Level.Invocation)
        public void round() {
            unparked = false;
            letSleep();
        }

        @TearDown(Level.Trial)
        public void end() throws InterruptedException {
            endThread();
        }
    }

    @Benchmark
    public void lastRelease(Waiter waiter) {
        Guard guard = waiter.guard;
        if (guard != null) {
            guard.close();
        }
        waiter.awaitAwake();
    }

    @Benchmark
    public void unpark(Parked parked) {
        parked.unparked = true;
        LockSupport.unpark(parked.sleeper());
        parked.awaitAwake();
    }
}
