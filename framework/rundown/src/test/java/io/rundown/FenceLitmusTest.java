package io.rundown;

import static io.rundown.Threads.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.rundown.Threads.Running;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Store buffering with the real cell, the real scan and the real fences: a caller that reads that the doors are open and
 * an owner that sees nobody inside, in the same round, is what must never be. {@code RundownState} does more between the
 * closing of the doors and the scan, which would hide a fence that does nothing.
 */
class FenceLitmusTest {

    /** How long to look for what must not be; longer by {@code -Drundown.litmus.seconds}. */
    private static final Duration LENGTH = Duration.ofSeconds(Integer.getInteger("rundown.litmus.seconds", 2));

    /** How long to look for what can be. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private static final int SPINS = 2_000;

    private final RundownProtection table = new RundownProtection();

    /** The round whose doors are closed; the same handshake as with the state of a protection. */
    private volatile int closed;

    private volatile int round;
    private volatile int answered;
    private volatile boolean admitted;

    @BeforeEach
    void needTwoProcessors() {
        assumeThat(Runtime.getRuntime().availableProcessors())
                .as("processors, to run at the same time")
                .isGreaterThanOrEqualTo(2);
    }

    @Test
    void nobodyIsInsideUnseen() throws Exception {
        assertThat(findsSomebodyInsideUnseen(LENGTH, Fences::heavy))
                .as("a violation, fence " + RundownProtection.fence())
                .isFalse();
    }

    @Test
    void somebodyIs_ifTheHeavyFenceIsLeftOut() throws Exception {
        assumeThat(RundownProtection.fence()).isNotEqualTo(Fence.ATOMIC);

        assumeThat(findsSomebodyInsideUnseen(LONGEST, () -> {}))
                .as("the processor showed it")
                .isTrue();
    }

    private boolean findsSomebodyInsideUnseen(Duration most, Runnable heavyFence) throws Exception {
        Running<Void> caller = start("caller", () -> {
            Cell cell = table.claim(Thread.currentThread());
            for (int mine = 1; cell != null && awaitRound(mine); mine++) {
                cell.enter();
                admitted = closed != mine;
                answered = mine;
            }
            return null;
        });
        Cell cell = cellOf(caller);
        long start = System.nanoTime();
        boolean violated = false;
        for (int mine = 1; !violated && System.nanoTime() - start < most.toNanos(); mine++) {
            int current = mine;
            round = current;
            for (int delay = current * 7 % 40; delay > 0; delay--) {
                Thread.onSpinWait();
            }
            closed = current;
            heavyFence.run();
            boolean nobody = table.nobodyInCells();
            spinUntil(() -> answered == current);
            violated = nobody && admitted;
            cell.unenter();
        }
        round = -1;
        caller.join();
        return violated;
    }

    private boolean awaitRound(int mine) {
        spinUntil(() -> round < 0 || round >= mine);
        return round >= 0;
    }

    private Cell cellOf(Running<Void> caller) {
        spinUntil(() -> table.find(caller.thread()) != null);
        return Objects.requireNonNull(table.find(caller.thread()));
    }

    /** Gives way after a while: the one that is waited for may need this processor. */
    private static void spinUntil(BooleanSupplier fulfilled) {
        for (int spins = 1; !fulfilled.getAsBoolean(); spins++) {
            if (spins % SPINS == 0) {
                LockSupport.parkNanos(1_000);
            } else {
                Thread.onSpinWait();
            }
        }
    }
}
