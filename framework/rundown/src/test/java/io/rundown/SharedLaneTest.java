package io.rundown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.rundown.RundownProtection.State;
import io.rundown.Threads.Running;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Virtual threads, which have no cells, are in every other respect callers like any. */
@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "virtual threads come with Java 21")
class SharedLaneTest {

    private RundownProtection protection;

    @BeforeEach
    void make() {
        protection = new RundownProtection();
    }

    @Test
    void virtualThreadsTakeNoCell() throws Exception {
        Threads.startVirtual(() -> {
                    try (Guard guard = protection.acquire()) {
                        assertThat(protection.isHeldByCurrentThread()).isTrue();
                        assertThat(protection.held()).isOne();
                        assertThat(protection.heldTransferable()).isZero();
                        return guard != null;
                    }
                })
                .join();
        assertThat(protection.cells()).isEmpty();
        assertThat(protection.acquired()).isOne();
        assertThat(protection.held()).isZero();
    }

    @Test
    void nestWhileRundownIsInProgress_andOutsidersAreRefused() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        Running<Boolean> holder = Threads.startVirtual(() -> {
            try (Guard outer = protection.acquire()) {
                inside.countDown();
                begun.await();
                try (Guard inner = protection.tryAcquire();
                        TransferableGuard transferable = protection.tryAcquireTransferable()) {
                    assertThat(transferable).isNotNull();
                    return inner == outer;
                }
            }
        });
        inside.await();
        protection.beginRundown();
        assertThat(Threads.startVirtual(protection::tryAcquire).join()).isNull();
        begun.countDown();

        assertThat(holder.join()).isTrue();
        assertThat(protection.state()).isEqualTo(State.RUN_DOWN);
        assertThat(protection.acquired()).isEqualTo(3);
        assertThat(protection.released()).isEqualTo(3);
    }

    @Test
    void areNamedWhileInside_withDepthAndStack() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        Running<Boolean> holder = Threads.startVirtual(() -> {
            try (Guard outer = protection.acquire();
                    Guard inner = protection.acquire()) {
                inside.countDown();
                leave.await();
                return inner == outer;
            }
        });
        inside.await();
        Awaitility.await().until(() -> holder.thread().getState() == Thread.State.WAITING);
        assertThat(protection.holders()).singleElement().satisfies(told -> {
            assertThat(told.thread()).isSameAs(holder.thread());
            assertThat(told.kind()).isEqualTo(Holder.Kind.VIRTUAL);
            assertThat(told.depth()).isEqualTo(2);
            assertThat(told.stack()).anyMatch(frame -> frame.getMethodName().equals("await"));
        });
        leave.countDown();
        assertThat(holder.join()).isTrue();
        assertThat(protection.holders()).isEmpty();
    }

    @Test
    void misuseIsFoundAsEver() throws Exception {
        Threads.startVirtual(() -> {
                    Guard guard = protection.acquire();
                    assertThatIllegalStateException()
                            .isThrownBy(protection::awaitRundown)
                            .withMessageContaining("would wait for itself");
                    assertThatIllegalStateException()
                            .isThrownBy(() -> Threads.elsewhere(() -> {
                                guard.close();
                                return true;
                            }))
                            .withMessageContaining("closed on thread 'elsewhere'");
                    guard.close();
                    assertThatIllegalStateException().isThrownBy(guard::close);
                    return true;
                })
                .join();
        assertThat(protection.held()).isZero();
    }

    @Test
    void thousandsLeaveTheirTotalsAndNothingElse() throws Exception {
        for (int round = 0; round < 20; round++) {
            List<Running<Boolean>> threads = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                threads.add(Threads.startVirtual(() -> {
                    try (Guard guard = protection.acquire()) {
                        return guard != null;
                    }
                }));
            }
            for (Running<Boolean> thread : threads) {
                assertThat(thread.join()).isTrue();
            }
        }
        assertThat(protection.acquired()).isEqualTo(10_000);
        assertThat(protection.shared.roster()).hasSizeLessThan(2_500);
        assertThat(protection.held()).isZero();
    }

    @Test
    void anAccountKeepsNoProtectionThatNobodyElseKeeps() throws Exception {
        CountDownLatch used = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Running<Boolean> longLived = Threads.startVirtual(() -> {
            useOnce();
            used.countDown();
            end.await();
            return true;
        });
        used.await();
        WeakReference<RundownProtection> gone = new WeakReference<>(protection);
        protection = new RundownProtection();
        Awaitility.await().until(() -> {
            System.gc();
            return gone.refersTo(null);
        });
        end.countDown();
        assertThat(longLived.join()).isTrue();
    }

    @Test
    void whoLeavesLastTellsEvenIfTheApplicationHasLetGoOfTheProtection() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        Running<Boolean> holder = Threads.startVirtual(() -> {
            Guard guard = protection.acquire();
            inside.countDown();
            leave.await();
            guard.close();
            return true;
        });
        inside.await();
        CompletableFuture<Void> end = protection.whenRunDown().toCompletableFuture();
        protection = new RundownProtection();
        System.gc();
        System.gc();

        leave.countDown();
        assertThat(holder.join()).isTrue();
        assertThat(end).isCompleted();
    }

    private void useOnce() {
        protection.acquire().close();
    }
}
