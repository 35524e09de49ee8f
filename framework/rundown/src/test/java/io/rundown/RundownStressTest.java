package io.rundown;

import static io.rundown.Threads.start;
import static org.assertj.core.api.Assertions.assertThat;

import io.rundown.Threads.Running;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many callers against an owner who runs the protection down again and again. */
@Tag("any-mode")
class RundownStressTest {

    /** Rounds of rundown; a larger number by {@code -Drundown.stress.rounds}. */
    private static final int ROUNDS = Integer.getInteger("rundown.stress.rounds", 400);

    private static final int CALLERS = 4;

    private final RundownProtection protection = new RundownProtection();

    /** What the protection protects: nobody may be inside while it is freed. */
    private volatile boolean freed;

    private final AtomicLong admitted = new AtomicLong();

    @Test
    void nobodyIsEverInsideAfterAWaitHasReturned() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        List<Running<Void>> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            boolean asynchronous = i % 2 == 1;
            callers.add(start("caller-" + i, () -> callUntil(over, asynchronous)));
        }
        for (int round = 0; round < ROUNDS; round++) {
            runDownOnce(round);
        }
        over.set(true);
        for (Running<Void> caller : callers) {
            caller.join();
        }
        assertThat(protection.acquired()).isEqualTo(admitted.get());
        assertThat(protection.released()).isEqualTo(admitted.get());
        assertThat(protection.held()).isZero();
    }

    private void runDownOnce(int round) throws InterruptedException {
        if (round % 5 == 4) {
            // Half a rundown, taken back: those inside may still be there.
            protection.beginRundown();
            protection.resume();
            return;
        }
        assertThat(protection.awaitRundown(Duration.ofSeconds(30)))
                .as("round " + round + " of " + protection)
                .isTrue();
        freed = true;
        long before = admitted.get();
        for (int i = 0; i < 50; i++) {
            Thread.onSpinWait();
        }
        assertThat(admitted.get()).as("admitted after the wait").isEqualTo(before);
        freed = false;
        protection.reinitialize();
        while (admitted.get() == before) {
            Thread.onSpinWait();
        }
    }

    private Void callUntil(AtomicBoolean over, boolean asynchronous) {
        while (!over.get()) {
            if (asynchronous) {
                callTransferable();
            } else {
                callNested();
            }
        }
        return null;
    }

    private void callNested() {
        try (Guard outer = protection.tryAcquire()) {
            if (outer == null) {
                Thread.onSpinWait();
                return;
            }
            admitted.incrementAndGet();
            useWhatIsProtected();
            try (Guard inner = protection.tryAcquire()) {
                assertThat(inner).as("nested acquire").isNotNull();
                admitted.incrementAndGet();
                useWhatIsProtected();
            }
        }
    }

    private void callTransferable() {
        try (TransferableGuard guard = protection.tryAcquireTransferable()) {
            if (guard != null) {
                admitted.incrementAndGet();
                useWhatIsProtected();
            }
        }
    }

    private void useWhatIsProtected() {
        if (freed) {
            throw new AssertionError("Inside after the wait for rundown had returned: " + protection);
        }
    }
}
