package io.rundown;

import static io.rundown.Threads.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.rundown.RundownProtection.State;
import io.rundown.Threads.Running;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What may happen between the closing of the doors and the end of the heavy fence. */
@Tag("any-mode")
class HeavyFenceTest {

    private final CountDownLatch fencing = new CountDownLatch(1);
    private final CountDownLatch passFence = new CountDownLatch(1);
    private final AtomicInteger fences = new AtomicInteger();

    /** The first heavy fence takes as long as the test wants; later ones pass at once. */
    private final RundownProtection protection =
            new RundownProtection(Machinery.standard().withHeavyFence(() -> {
                if (fences.incrementAndGet() == 1) {
                    fencing.countDown();
                    awaitUninterruptibly(passFence);
                }
                Fences.heavy();
            }));

    @Test
    void outsidersAreRefused_andNobodyEndsTheRundown() throws Exception {
        Running<Boolean> owner = start("owner", protection::awaitRundown);
        fencing.await();

        assertThat(protection.tryAcquire()).isNull();
        assertThat(protection.tryAcquireTransferable()).isNull();
        assertThat(protection.state()).as("a scan proves nothing yet").isEqualTo(State.RUNDOWN_IN_PROGRESS);
        passFence.countDown();
        assertThat(owner.join()).isTrue();
        assertThat(protection.state()).isEqualTo(State.RUN_DOWN);
    }

    @Test
    void theLastHolderLeavesWithoutBlocking_andTheOwnerFindsThatOut() throws Exception {
        Guard guard = protection.acquire();
        Running<Boolean> owner = start("owner", protection::awaitRundown);
        fencing.await();

        guard.close();
        assertThat(protection.state()).isEqualTo(State.RUNDOWN_IN_PROGRESS);
        passFence.countDown();
        assertThat(owner.join()).isTrue();
    }

    @Test
    void aSecondOwnerPassesAFenceOfItsOwn_insteadOfWaitingForTheFirst() throws Exception {
        Running<Boolean> first = start("first", protection::awaitRundown);
        fencing.await();

        assertThat(protection.awaitRundown()).isTrue();
        assertThat(fences).hasValue(2);
        assertThat(protection.awaitRundown()).isTrue();
        assertThat(fences).as("one that has passed is enough").hasValue(2);
        passFence.countDown();
        assertThat(first.join()).isTrue();
    }

    @Test
    void aRundownThatIsTakenBackMeanwhileStaysTakenBack() throws Exception {
        Running<Boolean> owner = start("owner", protection::awaitRundown);
        fencing.await();

        protection.resume();
        try (Guard guard = protection.acquire()) {
            passFence.countDown();
            assertThat(owner.join()).isFalse();
            assertThat(protection.state()).isEqualTo(State.ACTIVE);
            assertThat(guard).isNotNull();
        }
    }

    @Test
    void theFenceOfARundownThatWasTakenBackEndsNoLaterOne() throws Exception {
        CountDownLatch second = new CountDownLatch(1);
        CountDownLatch passSecond = new CountDownLatch(1);
        AtomicInteger passed = new AtomicInteger();
        RundownProtection twice = new RundownProtection(Machinery.standard().withHeavyFence(() -> {
            int mine = passed.incrementAndGet();
            (mine == 1 ? fencing : second).countDown();
            awaitUninterruptibly(mine == 1 ? passFence : passSecond);
            Fences.heavy();
        }));
        Running<Boolean> first = start("first", twice::awaitRundown);
        fencing.await();
        twice.resume();
        Running<Boolean> later = start("later", twice::awaitRundown);
        second.await();

        passFence.countDown();
        assertThat(first.join()).isFalse();
        assertThat(twice.state()).as("the second fence has not passed").isEqualTo(State.RUNDOWN_IN_PROGRESS);
        passSecond.countDown();
        assertThat(later.join()).isTrue();
    }

    @Test
    void ifItFailsTheDoorsOpenAgain() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        RundownProtection fragile = new RundownProtection(Machinery.standard().withHeavyFence(() -> {
            if (attempts.incrementAndGet() == 1) {
                throw new IllegalStateException("no fence today");
            }
            Fences.heavy();
        }));
        assertThatIllegalStateException().isThrownBy(fragile::awaitRundown).withMessage("no fence today");
        assertThat(fragile.state()).isEqualTo(State.ACTIVE);
        fragile.acquire().close();
        assertThat(fragile.awaitRundown()).isTrue();
    }

    @Test
    void ifItFailsForOneOfTwoOwnersTheOthersRundownStands() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        RundownProtection fragile = new RundownProtection(Machinery.standard().withHeavyFence(() -> {
            if (attempts.incrementAndGet() == 1) {
                fencing.countDown();
                awaitUninterruptibly(passFence);
                throw new IllegalStateException("no fence for the first");
            }
            Fences.heavy();
        }));
        Running<Boolean> first = start("first", fragile::awaitRundown);
        fencing.await();
        assertThat(fragile.awaitRundown()).isTrue();

        passFence.countDown();
        assertThatIllegalStateException().isThrownBy(first::join).withMessage("no fence for the first");
        assertThat(fragile.state()).isEqualTo(State.RUN_DOWN);
    }

    @Test
    void ifItFailsForOneOfTwoOwnersTheDoorsStayClosedForTheOther() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        RundownProtection fragile = new RundownProtection(Machinery.standard().withHeavyFence(() -> {
            if (attempts.incrementAndGet() == 2) {
                throw new IllegalStateException("no fence for the second");
            }
            fencing.countDown();
            awaitUninterruptibly(passFence);
            Fences.heavy();
        }));
        Running<Boolean> first = start("first", fragile::awaitRundown);
        fencing.await();
        assertThatIllegalStateException().isThrownBy(fragile::beginRundown).withMessage("no fence for the second");
        assertThat(fragile.tryAcquire()).isNull();

        passFence.countDown();
        assertThat(first.join()).isTrue();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
