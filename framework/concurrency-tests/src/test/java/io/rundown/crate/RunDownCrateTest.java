package io.rundown.crate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.rundown.Guard;
import io.rundown.RundownInProgressException;
import io.rundown.RundownProtection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunDownCrateTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int THREADS = 4;

    private final RundownProtection protection = new RundownProtection();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void everyThreadEnds() throws InterruptedException {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
    }

    @Test
    void acquisitionWhenNotRunDown() {
        try (Guard guard = protection.tryAcquire()) {
            assertThat(guard).isNotNull();
        }
    }

    @Test
    void acquisitionWhenRunDown() throws Exception {
        assertThat(protection.awaitRundown(PATIENCE)).isTrue();

        assertThat(protection.tryAcquire()).isNull();
        assertThatExceptionOfType(RundownInProgressException.class).isThrownBy(protection::acquire);
    }

    @Test
    void multipleSuccessiveWaits() throws Exception {
        assertThat(protection.awaitRundown(PATIENCE)).isTrue();
        assertThat(protection.awaitRundown(PATIENCE)).isTrue();
        assertThat(protection.awaitRundown(Duration.ZERO)).isTrue();
        assertThat(protection.tryAcquire()).isNull();
    }

    @Test
    void reInit() throws Exception {
        assertThat(protection.awaitRundown(PATIENCE)).isTrue();
        assertThat(protection.tryAcquire()).isNull();

        protection.reinitialize();

        try (Guard guard = protection.tryAcquire()) {
            assertThat(guard).isNotNull();
        }
        assertThat(protection.awaitRundown(PATIENCE)).isTrue();
    }

    @Test
    void reInitRefusedWithoutRundown() {
        assertThatIllegalStateException().isThrownBy(protection::reinitialize);

        assertThat(protection.state()).isEqualTo(RundownProtection.State.ACTIVE);
    }

    @Test
    void reInitRefusedWhileHeld() {
        try (Guard guard = protection.acquire()) {
            assertThat(guard).isNotNull();
            assertThatIllegalStateException().isThrownBy(protection::reinitialize);
            protection.beginRundown();
            assertThatIllegalStateException().isThrownBy(protection::reinitialize);
        }
        protection.reinitialize();
        assertThat(protection.state()).isEqualTo(RundownProtection.State.ACTIVE);
    }

    @Test
    void concurrentUse() throws Exception {
        CountDownLatch inside = new CountDownLatch(THREADS - 1);
        CountDownLatch mayLeave = new CountDownLatch(1);
        AtomicInteger left = new AtomicInteger();
        List<Future<Integer>> callers = new ArrayList<>();
        for (int i = 0; i < THREADS - 1; i++) {
            callers.add(threads.submit(() -> {
                try (Guard guard = protection.acquire()) {
                    inside.countDown();
                    mayLeave.await();
                    assertThat(guard).isNotNull();
                    return left.incrementAndGet();
                }
            }));
        }
        inside.await();
        assertThat(protection.awaitRundown(Duration.ZERO)).isFalse();
        Future<Integer> owner = threads.submit(() -> {
            assertThat(protection.awaitRundown(PATIENCE)).isTrue();
            return left.get();
        });
        assertThat(protection.tryAcquire()).isNull();
        assertThat(owner.isDone()).isFalse();

        mayLeave.countDown();

        assertThat(get(owner)).isEqualTo(THREADS - 1);
        for (Future<Integer> caller : callers) {
            assertThat(get(caller)).isPositive();
        }
    }

    @Test
    void miniStress() throws Exception {
        for (int round = 0; round < 100; round++) {
            CountDownLatch started = new CountDownLatch(THREADS);
            AtomicInteger inside = new AtomicInteger();
            Callable<Integer> calls = () -> {
                int admitted = 0;
                started.countDown();
                while (true) {
                    try (Guard guard = protection.tryAcquire()) {
                        if (guard == null) {
                            return admitted;
                        }
                        inside.incrementAndGet();
                        admitted++;
                        inside.decrementAndGet();
                    }
                }
            };
            List<Future<Integer>> callers = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                callers.add(threads.submit(calls));
            }
            started.await();
            assertThat(protection.awaitRundown(PATIENCE)).isTrue();
            assertThat(inside).hasValue(0);
            for (Future<Integer> caller : callers) {
                assertThat(get(caller)).isNotNegative();
            }
            protection.reinitialize();
        }
        assertThat(protection.held()).isZero();
    }

    private static int get(Future<Integer> future) throws Exception {
        return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}
