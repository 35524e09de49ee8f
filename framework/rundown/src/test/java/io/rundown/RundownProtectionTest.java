package io.rundown;

import static io.rundown.Threads.elsewhere;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.rundown.RundownProtection.State;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Coming in, going out, misuse, and looking at who is inside. */
class RundownProtectionTest {

    private final RundownProtection protection = new RundownProtection();

    @Nested
    class Acquire {

        @Test
        void succeedsWhenNotRunDown() {
            try (Guard guard = protection.tryAcquire()) {
                assertThat(guard).isNotNull();
                assertThat(protection.held()).isOne();
                assertThat(protection.released()).isZero();
            }
            assertThat(protection.held()).isZero();
            assertThat(protection.acquired()).isOne();
            assertThat(protection.released()).isOne();
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
            assertThat(protection.released()).isZero();
            assertThat(protection.held()).isZero();
        }

        @Test
        void isRefusedToOthersWhileRundownIsInProgress() throws Exception {
            try (Guard guard = protection.acquire()) {
                protection.beginRundown();

                assertThat((Object) elsewhere(protection::tryAcquire)).isNull();
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
        void clearingAGuardAsAReferenceIsAnError() {
            try (Guard guard = protection.acquire()) {
                Reference<?> reference = (Reference<?>) guard;
                assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(reference::clear);
                assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(reference::enqueue);
            }
            assertThat(protection.held()).isZero();
        }

        @Test
        @SuppressWarnings("NullAway") // on purpose
        void nullIsAnError_andChangesNothing() {
            assertThatNullPointerException().isThrownBy(() -> protection.awaitRundown(null));
            assertThat(protection.state()).isEqualTo(State.ACTIVE);
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
        private final RundownProtection watched =
                new RundownProtection(Machinery.standard().withClock(clock::get));

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
        void aThreadThatDiedInsideKeepsTheRundownFromEnding() throws Exception {
            elsewhere(watched::acquire);

            assertThat(watched.awaitRundown(Duration.ZERO)).isFalse();
            assertThat(watched.holders())
                    .singleElement()
                    .extracting(Holder::threadName)
                    .isEqualTo("elsewhere");
        }

        @Test
        void tellsItsStateInWords() {
            assertThat(protection).hasToString("RundownProtection[ACTIVE, held=0]");
        }
    }

    @Nested
    class WhatIsTold {

        /** Between the thread and what it does, as a class of a class loader of its own. */
        public static final class Visitor implements Callable<Object> {

            private final Callable<?> visit;

            public Visitor(Callable<?> visit) {
                this.visit = visit;
            }

            @Override
            public Object call() throws Exception {
                return visit.call();
            }
        }

        @Test
        void keepsNoClassThatIsOnAStack() throws Exception {
            List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
            List<Holder> told = visit(loaders);

            Awaitility.await().until(() -> {
                System.gc();
                return loaders.get(0).get() == null;
            });
            assertThat(told)
                    .singleElement()
                    .satisfies(holder -> assertThat(holder.stack())
                            .anyMatch(frame -> frame.getClassName().equals(Visitor.class.getName())));
        }

        private List<Holder> visit(List<WeakReference<ClassLoader>> loaders) throws Exception {
            ClassLoader loader = new OwnVisitor();
            loaders.add(new WeakReference<>(loader));
            List<Holder> told = new ArrayList<>();
            Callable<?> look = () -> told.addAll(elsewhere(protection::holders));
            Callable<?> visitor = (Callable<?>) loader.loadClass(Visitor.class.getName())
                    .getConstructor(Callable.class)
                    .newInstance(look);
            try (Guard guard = protection.acquire()) {
                assertThat(guard).isNotNull();
                visitor.call();
            }
            return told;
        }

        private static final class OwnVisitor extends ClassLoader {

            OwnVisitor() throws IOException {
                super(RundownProtectionTest.class.getClassLoader());
                String name = Visitor.class.getName();
                String file = name.substring(name.lastIndexOf('.') + 1) + ".class";
                try (InputStream in = RundownProtectionTest.class.getResourceAsStream(file)) {
                    byte[] classFile = Objects.requireNonNull(in).readAllBytes();
                    defineClass(name, classFile, 0, classFile.length);
                }
            }
        }
    }
}
