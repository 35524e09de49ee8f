package io.rundown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.rundown.Holder.Acquisition;
import io.rundown.Holder.Kind;
import io.rundown.RundownProtection.State;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** In verifier mode every hold is known, and guards that nobody closed, or that somebody closed twice, are found. */
class VerifierTest {

    private record Finding(String text, Throwable where) {}

    private final List<Finding> findings = new CopyOnWriteArrayList<>();
    private final Verifier verifier = new Verifier((text, where) -> findings.add(new Finding(text, where)));
    private final AtomicLong clock = new AtomicLong(1_000);
    private final AtomicBoolean clockIsBroken = new AtomicBoolean();
    private final RundownProtection protection =
            new RundownProtection(Machinery.standard().withClock(this::now).withVerifier(verifier, "the tax table"));

    private long now() {
        if (clockIsBroken.get()) {
            throw new IllegalStateException("no time");
        }
        return clock.get();
    }

    @Nested
    class Dropped {

        @Test
        void aTransferableGuardIsFound_andTheLogSaysWhereItWasAcquired() {
            dropATransferableGuard();
            awaitFinding();

            assertThat(findings).singleElement().satisfies(finding -> {
                assertThat(finding.text())
                        .contains("transferable guard of 3", "was dropped", "the protection of the tax table is ACTIVE")
                        .contains("with 3 held, 3 of them by guards that were dropped", "can never end");
                assertThat(finding.where())
                        .hasMessageContaining(Thread.currentThread().getName())
                        .hasStackTraceContaining("dropATransferableGuard");
            });
            assertThat(protection.held()).as("only told, not mended").isEqualTo(3);
            assertThat(protection.holders())
                    .singleElement()
                    .satisfies(holder -> assertThat(holder.acquisitions())
                            .singleElement()
                            .extracting(Acquisition::dropped)
                            .isEqualTo(true));
        }

        @Test
        void aGuardOfAThreadIsFound_too() throws Exception {
            Threads.start("forgetful", () -> {
                        dropAGuard();
                        return true;
                    })
                    .join();
            awaitFinding();

            assertThat(findings).singleElement().satisfies(finding -> {
                assertThat(finding.text()).contains("A guard of thread 'forgetful' was dropped", "1 held, 1 of them");
                assertThat(finding.where()).hasMessageContaining("'forgetful'").hasStackTraceContaining("dropAGuard");
            });
            assertThat(protection.awaitRundown(Duration.ZERO)).isFalse();
        }

        @Test
        void aClosedGuardIsNotReported() throws Exception {
            acquireAndClose();
            protection.acquire().close();
            WeakReference<Object> collected = new WeakReference<>(new Object());
            Awaitility.await().until(() -> {
                System.gc();
                return collected.refersTo(null);
            });
            assertThat(protection.awaitRundown(Duration.ofSeconds(1))).isTrue();
            assertThat(findings).isEmpty();
        }

        private void awaitFinding() {
            Awaitility.await().until(() -> {
                System.gc();
                return !findings.isEmpty();
            });
        }

        private void dropATransferableGuard() {
            assertThat(protection.tryAcquireTransferable(3)).isNotNull();
        }

        private void dropAGuard() {
            assertThat((Object) protection.tryAcquire()).isNotNull();
        }
    }

    @Nested
    class Closing {

        @Test
        void aCloseThatCannotTellWhereItIs_isACloseAllTheSame() throws Exception {
            AtomicReference<Throwable> failure = new AtomicReference<>();
            AtomicBoolean nameless = new AtomicBoolean();
            Thread thread =
                    new Thread(() -> {
                        TransferableGuard guard = Objects.requireNonNull(protection.tryAcquireTransferable());
                        nameless.set(true);
                        try {
                            guard.close();
                        } catch (IllegalStateException e) {
                            failure.set(e);
                        }
                    }) {
                        @Override
                        public long getId() {
                            if (nameless.compareAndSet(true, false)) {
                                throw new IllegalStateException("no identifier");
                            }
                            return super.getId();
                        }
                    };
            thread.start();
            thread.join(Threads.LONG.toMillis());

            assertThat(failure.get()).hasMessage("no identifier");
            assertThat(protection.held()).isZero();
            assertThat(findings).as("it was not dropped").isEmpty();
        }

        @Test
        void aSecondCloseOfAnInnerGuardIsAnError_andTheOuterHoldStays() {
            Guard outer = protection.acquire();
            Guard inner = protection.acquire();
            inner.close();

            assertThatIllegalStateException()
                    .isThrownBy(inner::close)
                    .withMessageContaining("closed a second time, on thread '")
                    .havingCause()
                    .withMessageContaining("Closed first on thread")
                    .withStackTraceContaining("aSecondClose")
                    .havingCause()
                    .withMessageContaining("Acquired on thread");
            assertThat(protection.held()).isOne();
            outer.close();
            assertThat(protection.held()).isZero();
        }

        @Test
        void aCloseOnAnotherThreadIsAnError_thatSaysWhereTheGuardCameFrom_andChangesNothing() {
            Guard guard = protection.acquire();

            assertThatIllegalStateException()
                    .isThrownBy(() -> Threads.elsewhere(() -> {
                        guard.close();
                        return true;
                    }))
                    .withMessageContaining("closed on thread 'elsewhere'")
                    .havingCause()
                    .withMessageContaining("Acquired on thread");
            assertThat(protection.held()).isOne();
            assertThat(protection.holders()).hasSize(1);
            guard.close();
            assertThat(protection.holders()).isEmpty();
        }

        @Test
        void aSecondCloseOfATransferableGuardTellsWhereTheFirstWas_andWhereTheGuardCameFrom() {
            TransferableGuard guard = acquireAndClose();
            assertThatIllegalStateException()
                    .isThrownBy(guard::close)
                    .havingCause()
                    .withMessageContaining("Closed first on thread")
                    .withStackTraceContaining("acquireAndClose")
                    .havingCause()
                    .withMessageContaining("Acquired on thread");
        }

        @Test
        void guardsMayBeClosedInAnyOrder() {
            Guard outer = protection.acquire();
            Guard inner = protection.acquire();
            outer.close();
            assertThat(protection.isHeldByCurrentThread()).isTrue();
            inner.close();
            assertThat(protection.isHeldByCurrentThread()).isFalse();
            assertThat(inner)
                    .hasToString("RecordedGuard[" + "Guard[thread='"
                            + Thread.currentThread().getName() + "', depth=0], closed]");
        }
    }

    @Nested
    class Recorded {

        @Test
        void eachNestedHold_withItsTimeAndStack_theOutermostFirst() {
            try (Guard outer = protection.acquire()) {
                clock.addAndGet(5_000);
                try (Guard inner = acquireDeeper()) {
                    assertThat(inner).isNotSameAs(outer);
                    clock.addAndGet(2_000);
                    assertThat(protection.holders()).singleElement().satisfies(holder -> {
                        assertThat(holder.kind()).isEqualTo(Kind.PLATFORM);
                        assertThat(holder.thread()).isSameAs(Thread.currentThread());
                        assertThat(holder.depth()).isEqualTo(2);
                        assertThat(holder.atLeast()).isEqualTo(Duration.ofNanos(7_000));
                        assertThat(holder.acquisitions())
                                .extracting(Acquisition::held)
                                .containsExactly(Duration.ofNanos(7_000), Duration.ofNanos(2_000));
                        assertThat(holder.acquisitions())
                                .extracting(each -> each.stack().get(0).getMethodName())
                                .containsExactly(
                                        "eachNestedHold_withItsTimeAndStack_theOutermostFirst", "acquireDeeper");
                        assertThat(holder.acquisitions())
                                .noneMatch(Acquisition::dropped)
                                .allMatch(each -> each.threadName()
                                        .equals(Thread.currentThread().getName()));
                    });
                }
                assertThat(protection.holders())
                        .singleElement()
                        .satisfies(holder -> assertThat(holder.acquisitions()).hasSize(1));
            }
            assertThat(protection.holders()).isEmpty();
        }

        @Test
        void aTransferableHold_withTheThreadAndPlaceThatTookIt() throws Exception {
            TransferableGuard guard =
                    Threads.start("starter", () -> takeThree()).join();
            TransferableGuard later = protection.tryAcquireTransferable();
            clock.addAndGet(3_000);

            assertThat(protection.heldTransferable()).isEqualTo(4);
            assertThat(protection.holders()).hasSize(2).first().satisfies(holder -> {
                assertThat(holder.kind()).isEqualTo(Kind.TRANSFERABLE);
                assertThat(holder.thread()).as("it belongs to none").isNull();
                assertThat(holder.threadName()).isEqualTo("starter");
                assertThat(holder.depth()).isEqualTo(3);
                assertThat(holder.atLeast()).isEqualTo(Duration.ofNanos(3_000));
                assertThat(holder.stack()).isEmpty();
                assertThat(holder.acquisitions())
                        .singleElement()
                        .satisfies(taken ->
                                assertThat(taken.stack().get(0).getMethodName()).isEqualTo("takeThree"));
            });
            guard.close();
            assertThat(protection.heldTransferable()).isOne();
            assertThat(later).isNotNull();
            later.close();
            assertThat(protection.holders()).isEmpty();
            assertThat(protection.heldTransferable()).isZero();
        }

        @Test
        @EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "virtual threads come with Java 21")
        void aVirtualThread_whereItIs_andWhereItCameIn() throws Exception {
            CountDownLatch inside = new CountDownLatch(1);
            CountDownLatch leave = new CountDownLatch(1);
            Threads.Running<Boolean> running = Threads.startVirtual(() -> {
                try (Guard guard = acquireDeeper()) {
                    inside.countDown();
                    leave.await();
                    return guard != null;
                }
            });
            inside.await();
            running.whenWaiting();

            assertThat(protection.holders()).singleElement().satisfies(holder -> {
                assertThat(holder.kind()).isEqualTo(Kind.VIRTUAL);
                assertThat(holder.thread()).isSameAs(running.thread());
                assertThat(holder.stack())
                        .anyMatch(frame -> frame.getMethodName().equals("await"));
                assertThat(holder.acquisitions())
                        .singleElement()
                        .satisfies(taken ->
                                assertThat(taken.stack().get(0).getMethodName()).isEqualTo("acquireDeeper"));
            });
            leave.countDown();
            assertThat(running.join()).isTrue();
            assertThat(protection.holders()).isEmpty();
        }

        @Test
        void aRefusedAcquireIsNot() throws Exception {
            protection.beginRundown();
            assertThat((Object) protection.tryAcquire()).isNull();
            assertThat(protection.tryAcquireTransferable()).isNull();
            assertThat(protection.holders()).isEmpty();
            assertThat(protection.state()).isEqualTo(State.RUN_DOWN);
        }

        @Test
        void anAcquireThatCannotBe_isGivenBack() {
            clockIsBroken.set(true);
            assertThatIllegalStateException().isThrownBy(protection::tryAcquire).withMessage("no time");
            assertThatIllegalStateException().isThrownBy(protection::tryAcquireTransferable);
            clockIsBroken.set(false);
            assertThat(protection.held()).isZero();
            assertThat(protection.holders()).isEmpty();
        }

        @Test
        void asTextOnly_soThatAGuardKeepsNoClassLoader() throws Exception {
            Throwaway loader = new Throwaway();
            WeakReference<Throwaway> gone = new WeakReference<>(loader);
            TransferableGuard kept = loader.acquire(protection);
            loader = null;

            Awaitility.await().until(() -> {
                System.gc();
                return gone.refersTo(null);
            });
            assertThat(protection.holders().get(0).acquisitions().get(0).stack())
                    .anyMatch(frame -> frame.getClassName().equals(Acquirer.class.getName()));
            kept.close();
        }

        private Guard acquireDeeper() {
            return protection.acquire();
        }

        private TransferableGuard takeThree() {
            TransferableGuard guard = protection.tryAcquireTransferable(3);
            assertThat(guard).isNotNull();
            return guard;
        }
    }

    @Nested
    class TurnedOn {

        @Test
        void forNobodyByDefault() {
            assertThat(Verifier.ofJvm()).isNull();
            RundownProtection plain = new RundownProtection();
            assertThat(plain.isVerifying()).isFalse();
            try (Guard outer = plain.acquire();
                    Guard inner = plain.acquire()) {
                assertThat(inner).isSameAs(outer).isInstanceOf(Cell.class);
                assertThat(plain.holders()).singleElement().satisfies(holder -> {
                    assertThat(holder.kind()).isEqualTo(Kind.PLATFORM);
                    assertThat(holder.acquisitions()).isEmpty();
                });
            }
        }

        @Test
        void forOneProtection_whichTellsTheLog() {
            RundownProtection one = RundownProtection.verifying("a table");
            assertThat(one.isVerifying()).isTrue();
            assertThatIllegalStateException()
                    .isThrownBy(one::resume)
                    .withMessageContaining("the protection of a table is ACTIVE");
        }

        @Test
        void forOneWithoutAName_butNotWithoutAWord() {
            assertThatIllegalStateException()
                    .isThrownBy(RundownProtection.verifying("")::resume)
                    .withMessageContaining("the protection is ACTIVE");
            assertThatNullPointerException().isThrownBy(() -> RundownProtection.verifying(nothing()));
        }

        @SuppressWarnings("NullAway") // on purpose
        private String nothing() {
            return null;
        }
    }

    private TransferableGuard acquireAndClose() {
        TransferableGuard guard = protection.tryAcquireTransferable();
        assertThat(guard).isNotNull();
        guard.close();
        return guard;
    }

    /** Acquires; loaded once more by a {@link Throwaway}. */
    public static final class Acquirer implements Callable<TransferableGuard> {

        private final RundownProtection protection;

        public Acquirer(RundownProtection protection) {
            this.protection = protection;
        }

        @Override
        public TransferableGuard call() {
            TransferableGuard guard = protection.tryAcquireTransferable();
            assertThat(guard).isNotNull();
            return guard;
        }
    }

    /** Defines a class of its own. */
    private static final class Throwaway extends ClassLoader {

        Throwaway() {
            super(Throwaway.class.getClassLoader());
        }

        @SuppressWarnings("unchecked")
        TransferableGuard acquire(RundownProtection protection) throws Exception {
            String name = Acquirer.class.getName();
            byte[] code;
            try (var in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                assertThat(in).isNotNull();
                code = in.readAllBytes();
            }
            Class<?> own = defineClass(name, code, 0, code.length);
            assertThat(own.getClassLoader()).isSameAs(this);
            return ((Callable<TransferableGuard>)
                            own.getConstructor(RundownProtection.class).newInstance(protection))
                    .call();
        }
    }
}
