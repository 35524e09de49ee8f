package io.rundown.lincheck;

import io.rundown.Guard;
import io.rundown.RundownProtection;
import io.rundown.RundownProtection.State;
import io.rundown.TransferableGuard;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.BooleanSupplier;

/** The operations of {@link RundownSpec} on a real protection; every thread closes the guards that it acquired. */
final class Cast {

    static final int THREADS = 3;

    /** Lincheck counts threads from one. */
    static final int SEATS = THREADS + 1;

    private final RundownProtection protection = new RundownProtection();
    private final List<Deque<Guard>> guards = new ArrayList<>();
    private final List<Deque<TransferableGuard>> transferable = new ArrayList<>();

    /** Odd while the thread is acquiring. */
    private final AtomicIntegerArray attempts = new AtomicIntegerArray(SEATS);

    Cast() {
        for (int thread = 0; thread < SEATS; thread++) {
            guards.add(new ArrayDeque<>());
            transferable.add(new ArrayDeque<>());
        }
    }

    boolean acquire(int thread) {
        attempts.incrementAndGet(thread);
        Guard guard = protection.tryAcquire();
        attempts.incrementAndGet(thread);
        return guard != null && guards.get(thread).add(guard);
    }

    boolean release(int thread) {
        Guard guard = guards.get(thread).poll();
        if (guard != null) {
            guard.close();
        }
        return guard != null;
    }

    boolean acquireTransferable(int thread) {
        attempts.incrementAndGet(thread);
        TransferableGuard guard = protection.tryAcquireTransferable();
        attempts.incrementAndGet(thread);
        return guard != null && transferable.get(thread).add(guard);
    }

    boolean releaseTransferable(int thread) {
        TransferableGuard guard = transferable.get(thread).poll();
        if (guard != null) {
            guard.close();
        }
        return guard != null;
    }

    void begin() {
        protection.beginRundown();
    }

    boolean resume() {
        return succeeds(protection::resume);
    }

    /** Of a rundown that has begun: to begin and to look are two steps, between which others are refused. */
    boolean hasEveryoneLeft() {
        // A thread inside must not wait for itself; it knows the answer.
        if (protection.state() == State.ACTIVE || protection.isHeldByCurrentThread()) {
            return false;
        }
        return look(() -> {
            try {
                return protection.awaitRundown(Duration.ZERO);
            } catch (InterruptedException e) {
                throw new AssertionError("Nobody interrupts", e);
            }
        });
    }

    boolean reinitialize() {
        return look(() -> succeeds(protection::reinitialize));
    }

    /**
     * A caller about to be refused is counted for a moment, and the owner may take it for one inside. That is allowed:
     * it only delays the end. Here a look that says no is therefore made again if an acquire was under way.
     */
    private boolean look(BooleanSupplier everyoneLeft) {
        while (true) {
            int before = attempts();
            if (everyoneLeft.getAsBoolean()) {
                return true;
            }
            if (before >= 0 && attempts() == before) {
                return false;
            }
        }
    }

    /** How many there were; negative while there is one. */
    private int attempts() {
        int sum = 0;
        for (int thread = 0; thread < SEATS; thread++) {
            int attempt = attempts.get(thread);
            if (attempt % 2 == 1) {
                return -1;
            }
            sum += attempt;
        }
        return sum;
    }

    private static boolean succeeds(Runnable act) {
        try {
            act.run();
            return true;
        } catch (IllegalStateException refused) {
            return false;
        }
    }
}
