package io.rundown;

import static io.rundown.Threads.LONG;
import static io.rundown.Threads.elsewhere;
import static io.rundown.Threads.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
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
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RundownProtectionTest {

    private final RundownProtection protection = new RundownProtection();

    @Nested
    class Acquire {

        @Test
        void succeedsWhenNotRunDown() {
            try (Guard guard = protection.tryAcquire()) {
                assertThat(guard).isNotNull();
                assertThat(protection.held()).isOne();
            }
            assertThat(protection.held()).isZero();
            assertThat(protection.acquired()).isOne();
        }

        @Test
        void isRefusedWhenRunDown() throws Exception {
            assertThat(protection.awaitRundown()).isTrue();

            assertThat(protection.tryAcquire()).isNull();
            assertThat(protection.tryAcquireTransferable()).isNull();
            assertThatExceptionOfType(RundownInProgressException.class)
                    .isThrownBy(protection::acquire)
                    .withMessageContaining("RUN_DOWN")
                    .withMessageContaining(Thread.currentThread().getName());
            assertThat(protection.acquired()).as("refusals do not count").isZero();
            assertThat(protection.held()).isZero();
        }

        @Test
        void isRefusedToOthersWhileRundownIsInProgress() throws Exception {
            try (Guard guard = protection.acquire()) {
                protection.beginRundown();

                assertThat(elsewhere(protection::tryAcquire)).isNull();
                assertThat((Object) elsewhere(protection::tryAcquireTransferable))
                        .isNull();
                assertThat(protection.state()).isEqualTo(State.RUNDOWN_IN_PROGRESS);
                assertThat(guard).isNotNull();
            }
            assertThat(protection.state()).isEqualTo(State.RUN_DOWN);
        }

        @Test
        void nestsWhileRundownIsInProgress() {
            try (Guard outer = protection.acquire()) {
                protection.beginRundown();
                try (Guard inner = protection.tryAcquire()) {
                    assertThat(inner).isSameAs(outer);
                    assertThat(protection.held()).isEqualTo(2);
                }
                assertThat(protection.state()).isEqualTo(State.RUNDOWN_IN_PROGRESS);
            }
            assertThat(protection.state()).isEqualTo(State.RUN_DOWN);
        }

        @Test
        void ofATransferableGuardNestsWhileRundownIsInProgress() {
            TransferableGuard outlivesTheCall;
            try (Guard call = protection.acquire()) {
                protection.beginRundown();
                outlivesTheCall = protection.tryAcquireTransferable();
                assertThat(call).isNotNull();
            }
            assertThat(outlivesTheCall).isNotNull();
            assertThat(protection.state()).isEqualTo(State.RUNDOWN_IN_PROGRESS);

            outlivesTheCall.close();
            assertThat(protection.state()).isEqualTo(State.RUN_DOWN);
        }

        @Test
        void ofACountTakesAllAndGivesAllBack() {
            TransferableGuard guard = protection.tryAcquireTransferable(5);

            assertThat(guard).isNotNull();
            assertThat(guard.count()).isEqualTo(5);
            assertThat(protection.held()).isEqualTo(5);
            assertThat(protection.heldTransferable()).isEqualTo(5);
            guard.close();
            assertThat(protection.held()).isZero();
        }

        @Test
        void ofACountThatIsNotPositiveIsAnError() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> protection.tryAcquireTransferable(0))
                    .withMessageContaining("not 0");
            assertThatIllegalArgumentException().isThrownBy(() -> protection.tryAcquireTransferable(-3));
            assertThat(protection.held()).isZero();
        }
    }

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

    @Nested
    class Misuse {

        @Test
        void closingTwiceIsAnError() {
            Guard guard = protection.acquire();
            guard.close();
            assertThatIllegalStateException()
                    .isThrownBy(guard::close)
                    .withMessageContaining("more often than it was acquired")
                    .withMessageContaining(Thread.currentThread().getName());
            assertThat(protection.held()).isZero();
        }

        @Test
        void closingOnAnotherThreadIsAnError() throws Exception {
            try (Guard guard = protection.acquire()) {
                assertThatIllegalStateException()
                        .isThrownBy(() -> elsewhere(() -> {
                            guard.close();
                            return true;
                        }))
                        .withMessageContaining("'elsewhere'")
                        .withMessageContaining(Thread.currentThread().getName());
                assertThat(protection.held()).isOne();
            }
        }

        @Test
        void closingATransferableGuardTwiceIsAnError() throws Exception {
            TransferableGuard guard = protection.tryAcquireTransferable(2);
            assertThat(guard).isNotNull().hasToString("TransferableGuard[count=2, open]");
            elsewhere(() -> {
                guard.close();
                return true;
            });
            assertThatIllegalStateException().isThrownBy(guard::close).withMessageContaining("second time");
            assertThat(protection.held()).isZero();
        }
    }

    @Nested
    class Looking {

        private final AtomicLong clock = new AtomicLong(1_000);
        private final RundownProtection watched = new RundownProtection(clock::get);

        @Test
        void namesWhoIsInside_howDeep_where_andAtLeastHowLong() {
            try (Guard outer = watched.acquire();
                    Guard inner = watched.acquire()) {
                assertThat(inner).isSameAs(outer);
                assertThat(watched.holders()).singleElement().satisfies(holder -> {
                    assertThat(holder.threadName())
                            .isEqualTo(Thread.currentThread().getName());
                    assertThat(holder.threadId())
                            .isEqualTo(Thread.currentThread().getId());
                    assertThat(holder.depth()).isEqualTo(2);
                    assertThat(holder.atLeast()).isZero();
                    assertThat(holder.stack())
                            .anyMatch(frame -> frame.getMethodName().startsWith("namesWhoIsInside"));
                });
                clock.addAndGet(5_000);
                assertThat(watched.holders())
                        .singleElement()
                        .extracting(Holder::atLeast)
                        .isEqualTo(Duration.ofNanos(5_000));
            }
            assertThat(watched.holders()).isEmpty();
        }

        @Test
        void startsTheTimeAnewForEveryHold() {
            watched.acquire().close();
            try (Guard first = watched.acquire()) {
                assertThat(first).isNotNull();
                watched.holders();
            }
            clock.addAndGet(5_000);
            try (Guard second = watched.acquire()) {
                assertThat(second).isNotNull();
                assertThat(watched.holders())
                        .singleElement()
                        .extracting(Holder::atLeast)
                        .isEqualTo(Duration.ZERO);
            }
        }

        @Test
        void countsTheTimeFromTheBeginningOfTheRundown() {
            try (Guard guard = watched.acquire()) {
                assertThat(guard).isNotNull();
                watched.beginRundown();
                clock.addAndGet(7_000);
                assertThat(watched.holders())
                        .singleElement()
                        .extracting(Holder::atLeast)
                        .isEqualTo(Duration.ofNanos(7_000));
            }
        }

        @Test
        void tellsOfAThreadThatDiedInside() throws Exception {
            elsewhere(watched::acquire);

            assertThat(watched.holders()).singleElement().satisfies(holder -> {
                assertThat(holder.threadName()).isEqualTo("elsewhere");
                assertThat(holder.stack()).isEmpty();
            });
            assertThat(watched.awaitRundown(Duration.ZERO)).isFalse();
        }

        @Test
        void totalsSurviveTheThreadsThatMadeThem_andTheirCellsDoNot() throws Exception {
            RundownState state = new RundownState(System::nanoTime);
            for (int i = 0; i < 1_000; i++) {
                elsewhere(() -> {
                    Cell cell = new Cell(state, Thread.currentThread());
                    state.cells.add(cell);
                    cell.enter();
                    cell.close();
                    return true;
                });
            }
            assertThat(state.cells.enters()).isEqualTo(1_000);
            assertThat(state.cells.snapshot()).hasSizeLessThanOrEqualTo(40);
        }

        @Test
        void tellsItsStateInWords() {
            assertThat(protection).hasToString("RundownProtection[ACTIVE, held=0]");
        }
    }
}
