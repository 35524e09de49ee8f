package io.rundown;

import static io.rundown.Threads.LONG;
import static io.rundown.Threads.elsewhere;
import static io.rundown.Threads.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.rundown.RundownProtection.State;
import io.rundown.Threads.Running;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** From the beginning of a rundown to its end, and back. */
@Tag("any-mode")
class RundownLifecycleTest {

    private final RundownProtection protection = new RundownProtection();

    @Nested
    class Wait {

        @Test
        void returnsAtOnceWhenNobodyIsInside_asOftenAsAsked() throws Exception {
            assertThat(protection.awaitRundown()).isTrue();
            assertThat(protection.awaitRundown()).isTrue();
            assertThat(protection.awaitRundown(Duration.ZERO)).isTrue();
            assertThat(protection.awaitRundownUninterruptibly()).isTrue();
        }

        @Test
        void endsWhenTheLastHolderLeaves_forEveryWaiter() throws Exception {
            List<Running<Boolean>> waiters = new ArrayList<>();
            TransferableGuard elsewhere = protection.tryAcquireTransferable();
            assertThat(elsewhere).isNotNull();
            try (Guard guard = protection.acquire()) {
                assertThat(guard).isNotNull();
                for (int i = 0; i < 3; i++) {
                    waiters.add(start("waiter-" + i, protection::awaitRundown).whenWaiting());
                }
                elsewhere.close();
                assertThat(waiters).allMatch(waiter -> waiter.thread().isAlive());
            }
            for (Running<Boolean> waiter : waiters) {
                assertThat(waiter.join()).isTrue();
            }
        }

        @Test
        void givesUpAfterItsTime_andLeavesNoTrace() throws Exception {
            Guard guard = protection.acquire();
            assertThat(elsewhere(() -> protection.awaitRundown(Duration.ofMillis(1))))
                    .isFalse();
            assertThat(elsewhere(() -> protection.awaitRundown(Duration.ofSeconds(-1))))
                    .isFalse();

            Running<Boolean> later = start("later", protection::awaitRundown).whenWaiting();
            guard.close();
            assertThat(later.join()).isTrue();
        }

        @Test
        void thatGaveUpIsRegisteredNoLonger() throws Exception {
            try (Guard guard = protection.acquire()) {
                assertThat(guard).isNotNull();
                for (int i = 0; i < 10; i++) {
                    assertThat(elsewhere(() -> protection.awaitRundown(Duration.ofMillis(1))))
                            .isFalse();
                }
                assertThat(protection.begin().waiters()).isZero();

                Running<Boolean> waiter =
                        start("waiter", protection::awaitRundown).whenWaiting();
                assertThat(protection.begin().waiters()).isOne();
                waiter.thread().interrupt();
                assertThatExceptionOfType(InterruptedException.class).isThrownBy(waiter::join);
                assertThat(protection.begin().waiters()).isZero();
            }
        }

        @Test
        void ofAnAbsurdlyLongTimeIsAWaitForEver() throws Exception {
            Guard guard = protection.acquire();
            Running<Boolean> waiter = start("waiter", () -> protection.awaitRundown(Duration.ofSeconds(Long.MAX_VALUE)))
                    .whenWaiting();
            guard.close();
            assertThat(waiter.join()).isTrue();
        }

        @Test
        void isEndedByAnInterrupt_andTheRundownGoesOn() throws Exception {
            Guard guard = protection.acquire();
            Running<Boolean> waiter = start("waiter", protection::awaitRundown).whenWaiting();
            waiter.thread().interrupt();

            assertThatExceptionOfType(InterruptedException.class).isThrownBy(waiter::join);
            assertThat(protection.state()).isEqualTo(State.RUNDOWN_IN_PROGRESS);
            guard.close();
            assertThat(protection.awaitRundown()).isTrue();
        }

        @Test
        void doesNotBeginWhenInterruptedBefore() {
            Thread.currentThread().interrupt();

            assertThatExceptionOfType(InterruptedException.class).isThrownBy(protection::awaitRundown);
            assertThat(protection.state()).isEqualTo(State.ACTIVE);
        }

        @Test
        void uninterruptiblyKeepsTheInterrupt() throws Exception {
            Guard guard = protection.acquire();
            Running<Boolean> waiter = start(
                            "waiter",
                            () -> protection.awaitRundownUninterruptibly()
                                    && Thread.currentThread().isInterrupted())
                    .whenWaiting();
            waiter.thread().interrupt();
            waiter.whenWaiting();
            guard.close();

            assertThat(waiter.join()).isTrue();
        }

        @Test
        void uninterruptiblyIsTakenBackByResume_andBeginsNoOther() throws Exception {
            try (Guard guard = protection.acquire()) {
                assertThat(guard).isNotNull();
                for (int i = 0; i < 50; i++) {
                    Running<Boolean> waiter = start("waiter", protection::awaitRundownUninterruptibly)
                            .whenWaiting();
                    waiter.thread().interrupt();
                    protection.resume();

                    assertThat(waiter.join()).isFalse();
                    assertThat(protection.state()).isEqualTo(State.ACTIVE);
                }
            }
        }

        @Test
        void ofLessThanNoTimeOnlyLooks() throws Exception {
            try (Guard guard = protection.acquire()) {
                assertThat(guard).isNotNull();
                assertThat(elsewhere(() -> protection.awaitRundown(Duration.ofNanos(Long.MIN_VALUE))))
                        .isFalse();
                assertThat(elsewhere(() -> protection.awaitRundown(Duration.ofSeconds(Long.MIN_VALUE))))
                        .isFalse();
            }
        }

        @Test
        void byAThreadInsideIsRefused_andChangesNothing() {
            try (Guard guard = protection.acquire()) {
                assertThat(guard).isNotNull();
                assertThatIllegalStateException()
                        .isThrownBy(protection::awaitRundown)
                        .withMessageContaining("would wait for itself")
                        .withMessageContaining("1 held");
                assertThatIllegalStateException().isThrownBy(() -> protection.awaitRundown(LONG));
                assertThatIllegalStateException().isThrownBy(protection::awaitRundownUninterruptibly);
            }
            assertThat(protection.state()).isEqualTo(State.ACTIVE);
        }

        @Test
        void makesTheHoldersWritesVisible() throws Exception {
            int[] plain = new int[1];
            CountDownLatch inside = new CountDownLatch(1);
            Running<Boolean> holder = start("holder", () -> {
                try (Guard guard = protection.acquire()) {
                    inside.countDown();
                    while (protection.state() == State.ACTIVE) {
                        Thread.onSpinWait();
                    }
                    plain[0] = 42;
                    return guard != null;
                }
            });
            inside.await();
            assertThat(protection.awaitRundown()).isTrue();
            assertThat(plain[0]).isEqualTo(42);
            assertThat(holder.join()).isTrue();
        }
    }

    @Nested
    class Stage {

        @Test
        void completesWhenTheLastHolderLeaves() {
            CompletableFuture<Void> end;
            try (Guard guard = protection.acquire()) {
                assertThat(guard).isNotNull();
                end = protection.whenRunDown().toCompletableFuture();
                assertThat(end).isNotDone();
            }
            assertThat(end).isCompleted();
            assertThat(protection.whenRunDown().toCompletableFuture()).isCompleted();
        }

        @Test
        void isCancelledByResume() {
            try (Guard guard = protection.acquire()) {
                assertThat(guard).isNotNull();
                CompletableFuture<Void> end = protection.whenRunDown().toCompletableFuture();
                protection.resume();
                assertThatExceptionOfType(CompletionException.class)
                        .isThrownBy(end::join)
                        .withCauseInstanceOf(CancellationException.class);
            }
        }

        @Test
        void withABlockedCallbackKeepsNoWaiter() throws Exception {
            CountDownLatch unblock = new CountDownLatch(1);
            CountDownLatch blocked = new CountDownLatch(1);
            CountDownLatch acquired = new CountDownLatch(1);
            CountDownLatch leave = new CountDownLatch(1);
            Running<Boolean> holder = start("holder", () -> {
                try (Guard guard = protection.acquire()) {
                    acquired.countDown();
                    leave.await();
                    return guard != null;
                }
            });
            acquired.await();
            Running<Boolean> waiter = start("waiter", protection::awaitRundown).whenWaiting();
            CompletableFuture<Void> callback = protection
                    .whenRunDown()
                    .thenRun(() -> {
                        blocked.countDown();
                        try {
                            unblock.await();
                        } catch (InterruptedException e) {
                            throw new AssertionError(e);
                        }
                    })
                    .toCompletableFuture();
            leave.countDown();
            blocked.await();

            assertThat(waiter.join()).isTrue();
            assertThat(callback).isNotDone();
            unblock.countDown();
            assertThat(holder.join()).isTrue();
        }
    }

    @Nested
    class Resume {

        @Test
        void admitsAgainAndTellsTheWaiters() throws Exception {
            Guard guard = protection.acquire();
            Running<Boolean> waiter = start("waiter", protection::awaitRundown).whenWaiting();
            protection.resume();

            assertThat(waiter.join()).isFalse();
            assertThat(elsewhere(() -> {
                        try (Guard other = protection.tryAcquire()) {
                            return other != null;
                        }
                    }))
                    .isTrue();
            guard.close();
            assertThat(protection.state()).isEqualTo(State.ACTIVE);
        }

        @Test
        void isPossibleAfterTheEndToo() throws Exception {
            assertThat(protection.awaitRundown()).isTrue();
            protection.resume();
            assertThat(protection.state()).isEqualTo(State.ACTIVE);
            assertThat(protection.awaitRundown()).isTrue();
        }

        @Test
        void isAnErrorWhenNotInRundownOrCompleted() throws Exception {
            assertThatIllegalStateException()
                    .isThrownBy(protection::resume)
                    .withMessageContaining("Resume")
                    .withMessageContaining("ACTIVE");
            protection.awaitRundown();
            protection.complete();
            assertThatIllegalStateException().isThrownBy(protection::resume).withMessageContaining("COMPLETED");
            assertThat(protection.state()).isEqualTo(State.COMPLETED);
        }
    }

    @Nested
    class CompleteAndReinitialize {

        @Test
        void completedStaysRefused_andLaterWaitsReturnAtOnce() throws Exception {
            protection.awaitRundown();
            protection.complete();
            protection.complete();

            assertThat(protection.awaitRundown()).isTrue();
            assertThat(protection.tryAcquire()).isNull();
        }

        @Test
        void completeIsAnErrorBeforeTheEnd() {
            assertThatIllegalStateException().isThrownBy(protection::complete).withMessageContaining("ACTIVE");
            try (Guard guard = protection.acquire()) {
                assertThat(guard).isNotNull();
                protection.beginRundown();
                assertThatIllegalStateException().isThrownBy(protection::complete);
            }
        }

        @Test
        void reinitializedAdmitsAgain() throws Exception {
            protection.awaitRundown();
            protection.reinitialize();
            try (Guard guard = protection.tryAcquire()) {
                assertThat(guard).isNotNull();
            }
            protection.awaitRundown();
            protection.complete();
            protection.reinitialize();
            assertThat(protection.state()).isEqualTo(State.ACTIVE);
        }

        @Test
        void reinitializeIsRefusedWithoutRundown() {
            assertThatIllegalStateException()
                    .isThrownBy(protection::reinitialize)
                    .withMessageContaining("Reinitialize")
                    .withMessageContaining("ACTIVE");
        }

        @Test
        void reinitializeIsRefusedWhileHeld() {
            try (Guard guard = protection.acquire()) {
                assertThat(guard).isNotNull();
                protection.beginRundown();
                assertThatIllegalStateException()
                        .isThrownBy(protection::reinitialize)
                        .withMessageContaining("1 held");
            }
            protection.reinitialize();
            assertThat(protection.state()).isEqualTo(State.ACTIVE);
        }
    }
}
