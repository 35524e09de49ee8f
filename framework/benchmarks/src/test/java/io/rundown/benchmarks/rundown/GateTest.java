package io.rundown.benchmarks.rundown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.cassandra.utils.concurrent.OpOrder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every peer is a real gate: a peer that refuses nobody would be measured in vain. */
class GateTest {

    /** What all gates can do; the benchmark calls each without this in between. */
    record Peer(String name, Acquire acquire, Close close) {

        @Override
        public String toString() {
            return name;
        }
    }

    /** Returns what releases the hold, or null if it was refused. */
    interface Acquire {
        @Nullable
        Runnable tryAcquire();
    }

    /** Returns when the last holder has left. */
    interface Close {
        void closeAndAwait() throws InterruptedException;
    }

    static Stream<Peer> peers() {
        CasGate cas = new CasGate();
        FetchAndAddGate fetchAndAdd = new FetchAndAddGate();
        StripedGate stripes = new StripedGate();
        ReadLockGate readLock = new ReadLockGate();
        StampedLockGate stampedLock = new StampedLockGate();
        SemaphoreGate semaphore = new SemaphoreGate();
        PhaserGate phaser = new PhaserGate();
        RefCountedGate refCounted = new RefCountedGate();
        MonitorGate monitor = new MonitorGate();
        OpOrderGate opOrder = new OpOrderGate();
        return Stream.of(
                new Peer("cas", () -> cas.tryAcquire() ? cas::release : null, cas::closeAndAwait),
                new Peer(
                        "fetchAndAdd",
                        () -> fetchAndAdd.tryAcquire() ? fetchAndAdd::release : null,
                        fetchAndAdd::closeAndAwait),
                new Peer("stripes", () -> stripes.tryAcquire() ? stripes::release : null, stripes::closeAndAwait),
                new Peer("readLock", () -> readLock.tryAcquire() ? readLock::release : null, readLock::closeAndAwait),
                new Peer("stampedLock", () -> acquire(stampedLock), stampedLock::closeAndAwait),
                new Peer(
                        "semaphore",
                        () -> semaphore.tryAcquire() ? semaphore::release : null,
                        semaphore::closeAndAwait),
                new Peer("phaser", () -> phaser.tryAcquire() ? phaser::release : null, phaser::closeAndAwait),
                new Peer(
                        "refCounted",
                        () -> refCounted.tryAcquire() ? refCounted::release : null,
                        refCounted::closeAndAwait),
                new Peer("monitor", () -> monitor.tryAcquire() ? monitor::release : null, monitor::closeAndAwait),
                new Peer("opOrder", () -> acquire(opOrder), opOrder::closeAndAwait));
    }

    private static @Nullable Runnable acquire(StampedLockGate gate) {
        long stamp = gate.tryAcquire();
        return stamp == 0 ? null : () -> gate.release(stamp);
    }

    private static @Nullable Runnable acquire(OpOrderGate gate) {
        OpOrder.Group group = gate.tryAcquire();
        return group == null ? null : group::close;
    }

    @ParameterizedTest
    @MethodSource("peers")
    void close_refusesNewcomers_andWaitsForTheLastToLeave(Peer peer) {
        Runnable first = hold(peer);
        Runnable second = hold(peer);
        CompletableFuture<Void> drained = CompletableFuture.runAsync(() -> close(peer));

        await().until(() -> isRefused(peer));
        second.run();
        assertThat(isRefused(peer)).isTrue();
        assertThat(drained).isNotDone();

        first.run();
        await().until(drained::isDone);
        assertThat(drained).isCompleted();
        assertThat(isRefused(peer)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("peers")
    void close_ofAnIdleGate_returnsAtOnce(Peer peer) {
        hold(peer).run();

        close(peer);

        assertThat(isRefused(peer)).isTrue();
    }

    private static Runnable hold(Peer peer) {
        Runnable release = peer.acquire().tryAcquire();
        assertThat(release).isNotNull();
        return release;
    }

    /** Whether nobody gets in; whoever does leaves again. */
    private static boolean isRefused(Peer peer) {
        Runnable release = peer.acquire().tryAcquire();
        if (release != null) {
            release.run();
        }
        return release == null;
    }

    private static void close(Peer peer) {
        try {
            peer.close().closeAndAwait();
        } catch (InterruptedException e) {
            throw new IllegalStateException("Nobody interrupts this", e);
        }
    }
}
