package io.rundown.stress;

import static org.assertj.core.api.Assertions.assertThat;

import io.rundown.Guard;
import io.rundown.RundownProtection;
import io.rundown.RundownProtection.State;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Two threads meet in the instant in which their stores are still in their buffers, round after round. Finds a heavy
 * fence or a full fence that is missing within some ten thousand rounds; the normal build plays fewer.
 */
class StoreBufferStressTest {

    private static final Duration LENGTH = Duration.ofSeconds(Long.getLong("rundown.stress.seconds", 1));
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RundownProtection protection = new RundownProtection();
    private final SlowStores slow = new SlowStores();
    private final SlowStores slowHere = new SlowStores();

    /** Steps that the two have taken; each waits for the other's. */
    private final AtomicInteger steps = new AtomicInteger();

    private final AtomicInteger stepsHere = new AtomicInteger();
    private volatile boolean over;
    private volatile boolean admitted;

    @Test
    void whoIsAdmittedIsSeenByTheOwner() throws Exception {
        int rounds = against(
                () -> {
                    slow.fillTheBuffer();
                    Guard guard = protection.tryAcquire();
                    admitted = guard != null;
                    meet(steps, stepsHere);
                    close(guard);
                    meet(steps, stepsHere);
                },
                () -> {
                    jitter();
                    boolean runDown = protection.awaitRundown(Duration.ZERO);
                    meet(stepsHere, steps);
                    assertThat(admitted && runDown)
                            .as("inside what has run down")
                            .isFalse();
                    meet(stepsHere, steps);
                    protection.resume();
                });

        assertThat(rounds).isGreaterThan(10);
    }

    @Test
    void ofTwoWhoLeaveTogetherOneIsTheLast() throws Exception {
        int rounds = against(
                () -> {
                    Guard guard = protection.acquire();
                    meet(steps, stepsHere);
                    meet(steps, stepsHere);
                    slow.fillTheBuffer();
                    guard.close();
                    meet(steps, stepsHere);
                },
                () -> {
                    Guard guard = protection.acquire();
                    meet(stepsHere, steps);
                    protection.beginRundown();
                    meet(stepsHere, steps);
                    jitter();
                    slowHere.fillTheBuffer();
                    guard.close();
                    meet(stepsHere, steps);
                    assertThat(protection.state()).as("after both have left").isEqualTo(State.RUN_DOWN);
                    protection.reinitialize();
                });

        assertThat(rounds).isGreaterThan(10);
    }

    private interface Part {
        void play() throws Exception;
    }

    private int against(Part other, Part here) throws Exception {
        FutureTask<Integer> task = new FutureTask<>(() -> {
            int rounds = 0;
            for (; meet(steps, stepsHere); rounds++) {
                other.play();
            }
            return rounds;
        });
        Thread thread = new Thread(task, "other");
        thread.setDaemon(true);
        thread.start();
        long end = System.nanoTime() + LENGTH.toNanos();
        try {
            while (System.nanoTime() - end < 0) {
                meet(stepsHere, steps);
                here.play();
            }
        } finally {
            over = true;
        }
        return task.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Returns once the other has taken as many steps; false if there is no other any more. */
    @SuppressWarnings("ThreadPriorityCheck") // the processors may be fewer than the threads of the machine
    private boolean meet(AtomicInteger mine, AtomicInteger others) {
        int step = mine.incrementAndGet();
        for (int spins = 1; others.get() - step < 0; spins++) {
            if (over) {
                return false;
            }
            if (spins % 1_000 == 0) {
                Thread.yield();
            } else {
                Thread.onSpinWait();
            }
        }
        return true;
    }

    /** So that every distance between the two comes up. */
    private static void jitter() {
        for (int spins = ThreadLocalRandom.current().nextInt(400); spins > 0; spins--) {
            Thread.onSpinWait();
        }
    }

    private static void close(@Nullable Guard guard) {
        if (guard != null) {
            guard.close();
        }
    }
}
