package io.rundown.stress;

import static org.assertj.core.api.Assertions.assertThat;

import io.rundown.RundownProtection;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

/** What Cassandra's {@code LongOpOrderTest} asks of its barriers: after a wait has returned, no count changes any more. */
class InvariantStressTest {

    private static final Duration LENGTH = Duration.ofSeconds(Long.getLong("rundown.stress.seconds", 1));
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** How many generations are looked at again, and again. */
    private static final int REMEMBERED = 32;

    private record Closed(Generation generation, long entered) {}

    private final RundownProtection protection = new RundownProtection();
    private final Deque<Closed> closed = new ArrayDeque<>();

    private int generations = 1;
    private int resumed;
    private Generation current = new Generation(1, Crowd.LARGEST);
    private final Crowd crowd = new Crowd(protection, current);

    @Test
    void afterAWaitHasReturnedNoCountOfItsGenerationChanges() throws Exception {
        long end = System.nanoTime() + LENGTH.toNanos();
        crowd.start();
        for (int round = 0; System.nanoTime() - end < 0; round++) {
            if (round % 4 == 3) {
                giveUp();
            } else {
                runDown(round);
            }
            untilSomebodyHasCome();
        }
        crowd.stop(PATIENCE);
        crowd.closeTheRest();

        assertThat(protection.held()).as(protection.toString()).isZero();
        assertThat(protection.awaitRundown(PATIENCE)).isTrue();
        assertThat(generations).as("generations").isGreaterThan(REMEMBERED);
        assertThat(resumed).as("rundowns taken back").isPositive();
    }

    private void runDown(int round) throws InterruptedException {
        // Now and then somebody else has begun, and now and then the first wait is too short.
        if (round % 3 == 1) {
            protection.beginRundown();
        }
        if (round % 3 == 2 && protection.awaitRundown(Duration.ofNanos(1_000))) {
            assertThat(protection.awaitRundown(Duration.ZERO)).as("second wait").isTrue();
        }
        assertThat(protection.awaitRundown(PATIENCE))
                .as("wait " + round + " of " + protection)
                .isTrue();
        current.free();
        assertThat(current.left()).as(current + " after the wait").isEqualTo(current.entered());
        closed.addLast(new Closed(current, current.entered()));
        if (closed.size() > REMEMBERED) {
            closed.removeFirst();
        }
        requireUnchanged();
        current = new Generation(++generations, Crowd.LARGEST);
        crowd.protect(current);
        protection.reinitialize();
        requireUnchanged();
    }

    private void giveUp() throws InterruptedException {
        protection.awaitRundown(Duration.ofNanos(1));
        protection.resume();
        resumed++;
    }

    private void requireUnchanged() {
        crowd.requireNoFailure();
        for (Closed each : closed) {
            assertThat(each.generation.entered())
                    .as(each.generation + " after it was closed")
                    .isEqualTo(each.entered);
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // there are more callers than processors
    private void untilSomebodyHasCome() {
        long before = protection.acquired();
        while (protection.acquired() == before) {
            crowd.requireNoFailure();
            Thread.yield();
        }
    }
}
