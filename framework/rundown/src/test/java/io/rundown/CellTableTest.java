package io.rundown;

import static io.rundown.Threads.elsewhere;
import static io.rundown.Threads.start;
import static org.assertj.core.api.Assertions.assertThat;

import io.rundown.RundownProtection.State;
import io.rundown.Threads.Running;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Where cells stand, who gets one, and what becomes of those of the dead. */
class CellTableTest {

    /** A thread whose id is what the test wants: ids may lie, and then repeat or meet in one slot. */
    private static final class WithId extends Thread {
        private final long id;

        WithId(long id, Runnable body) {
            super(body, "with-id-" + id);
            this.id = id;
        }

        @Override
        @SuppressWarnings("deprecation") // since Java 19
        public long getId() {
            return id;
        }
    }

    private static final int LOOKS = 300_000;

    private final RundownProtection protection = new RundownProtection();

    @Test
    void threadsOfTheSameIdHaveAccountsOfTheirOwn() throws Exception {
        holdOnThreadsWithIds(protection, 7, 7, 7, 7, 7, 7, 7, 7);
        assertThat(protection.acquired()).isEqualTo(3 * 8);
    }

    @Test
    void threadsWhoseIdsMeetInOneSlotHaveAccountsOfTheirOwn() throws Exception {
        holdOnThreadsWithIds(protection, 8, 16, 24, 32, 1024, 65_536, 1L << 40, -8);
        assertThat(protection.acquired()).isEqualTo(3 * 8);
    }

    @Test
    void aTableThatIsFullSendsThreadsToTheSharedLane() throws Exception {
        RundownProtection narrow = new RundownProtection(Machinery.standard().withLargestTable(8));

        holdOnThreadsWithIds(narrow, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);

        assertThat(narrow.slots()).isEqualTo(8);
        assertThat(narrow.shared.enters()).as("nested twice each").isGreaterThanOrEqualTo(4 * 2);
        assertThat(narrow.heldTransferable()).isZero();
    }

    /** Every thread acquires twice, all at once; then all leave, and the rundown ends with the last. */
    private static void holdOnThreadsWithIds(RundownProtection tested, long... ids) throws Exception {
        CountDownLatch inside = new CountDownLatch(ids.length);
        CountDownLatch leave = new CountDownLatch(1);
        List<Throwable> failures = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (long id : ids) {
            Thread thread = new WithId(id, () -> {
                try (Guard outer = tested.acquire();
                        Guard inner = tested.acquire()) {
                    assertThat(inner).isSameAs(outer);
                    assertThat(tested.isHeldByCurrentThread()).isTrue();
                    inside.countDown();
                    leave.await();
                    assertThat(tested.acquire()).as("nested during rundown").isSameAs(outer);
                    outer.close();
                } catch (Throwable e) {
                    synchronized (failures) {
                        failures.add(e);
                    }
                    inside.countDown();
                }
            });
            thread.start();
            threads.add(thread);
        }
        inside.await();
        assertThat(failures).isEmpty();
        assertThat(tested.held()).isEqualTo(2L * ids.length);
        assertThat(tested.holders())
                .hasSize(ids.length)
                .allSatisfy(holder -> assertThat(holder.depth()).isEqualTo(2));
        tested.beginRundown();
        assertThat(tested.state()).isEqualTo(State.RUNDOWN_IN_PROGRESS);
        leave.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).isEmpty();
        assertThat(tested.state()).isEqualTo(State.RUN_DOWN);
    }

    @Test
    void whoIsInsideIsNeverSeenOutside_howeverOftenItNests() throws Exception {
        neverSeenOutside(() -> protection.acquire().close());
        assertThat(protection.cells()).hasSize(1);
    }

    @Test
    void norIsWhoIsInsideOnTheSharedLane() throws Exception {
        neverSeenOutside(() -> {
            TransferableGuard guard = protection.tryAcquireTransferable();
            if (guard != null) {
                guard.close();
            }
        });
        assertThat(protection.shared.enters()).isPositive();
    }

    /** One hold all the time, and more that come and go; looked at from outside, which must not take turns for an end. */
    private void neverSeenOutside(Runnable comeAndGo) throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        AtomicBoolean over = new AtomicBoolean();
        Running<Boolean> holder = start("holder", () -> {
            try (Guard cell = protection.acquire();
                    TransferableGuard lane = protection.tryAcquireTransferable()) {
                inside.countDown();
                while (!over.get()) {
                    comeAndGo.run();
                }
                return cell != null && lane != null;
            }
        });
        inside.await();
        for (int look = 0; look < LOOKS; look++) {
            assertThat(protection.nobodyInCells()).isFalse();
            assertThat(protection.shared.held()).isPositive();
        }
        over.set(true);
        assertThat(holder.join()).isTrue();
        assertThat(protection.held()).isZero();
    }

    @Test
    void aTableGrowsWithItsThreads_andShrinksWhenTheyHaveDied() throws Exception {
        CountDownLatch leave = new CountDownLatch(1);
        List<Running<Long>> threads = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            CountDownLatch inside = new CountDownLatch(1);
            threads.add(start("holder-" + i, () -> {
                try (Guard guard = protection.acquire()) {
                    inside.countDown();
                    leave.await();
                    return protection.acquired() + (guard == null ? 1 : 0);
                }
            }));
            inside.await();
        }
        assertThat(protection.slots()).isBetween(256, 8 * 256);
        assertThat(protection.cells()).hasSize(200);
        leave.countDown();
        for (Running<Long> thread : threads) {
            assertThat(thread.join()).isEqualTo(200);
        }
        int largest = protection.slots();
        for (int i = 0; i < 2 * largest; i++) {
            comeAndGo();
        }
        assertThat(protection.slots()).isLessThanOrEqualTo(16);
        assertThat(protection.acquired()).isEqualTo(200 + 2L * largest);
        assertThat(protection.released()).isEqualTo(200 + 2L * largest);
    }

    @Test
    void tenThousandShortLivedThreadsLeaveTheirTotalsAndNothingElse() throws Exception {
        for (int i = 0; i < 10_000; i++) {
            comeAndGo();
        }
        assertThat(protection.acquired()).isEqualTo(10_000);
        assertThat(protection.released()).isEqualTo(10_000);
        assertThat(protection.slots()).isLessThanOrEqualTo(16);
        assertThat(protection.shared.enters()).isZero();
    }

    @Test
    void aTableThatGrowsKeepsTheTotalsOfTheDead() throws Exception {
        comeAndGo(new WithId(1, () -> protection.acquire().close()));

        holdOnThreadsWithIds(protection, 17, 4, 12, 20, 28, 36);

        assertThat(protection.acquired()).isEqualTo(1 + 3 * 6);
        assertThat(protection.released()).isEqualTo(1 + 3 * 6);
    }

    @Test
    void theCellOfAThreadThatDiedInsideIsNotTakenOver() throws Exception {
        elsewhere(protection::acquire);
        for (int i = 0; i < 100; i++) {
            comeAndGo();
        }
        assertThat(protection.held()).isOne();
        assertThat(protection.holders()).singleElement().satisfies(holder -> {
            assertThat(holder.threadName()).isEqualTo("elsewhere");
            assertThat(holder.stack()).isEmpty();
        });
    }

    private void comeAndGo() throws InterruptedException {
        comeAndGo(new Thread(() -> protection.acquire().close()));
    }

    private static void comeAndGo(Thread thread) throws InterruptedException {
        thread.start();
        thread.join();
    }
}
