package io.rundown;

import io.rundown.RundownProtection.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The state machine behind {@link RundownProtection}, and everyone who waits for it. Apart from the protection itself
 * so that a cell, which lives in a thread's thread-local map, does not keep the key of its own entry reachable.
 *
 * <h2>Why nobody slips in</h2>
 *
 * <p>Acquire stores its enter, then reads the state; {@link #begin()} stores the state, then reads the enters. All four
 * are volatile accesses, which happen in one total order. Whichever store comes second is followed by a read that sees
 * the first: an acquirer that still read {@code ACTIVE} has its enter seen by every scan after {@code begin}; one that
 * reads anything else takes its enter back.
 *
 * <h2>Why nobody waits for ever</h2>
 *
 * <p>Release stores its exit, then reads the state. By the same argument either the scan in {@code begin} sees the exit,
 * or the releaser sees the rundown and scans itself. Of several last releasers the one whose exit is stored last sees
 * all the others. Whoever finds everyone gone takes the lock, looks again, and wakes the waiters.
 *
 * <h2>Why one scan is enough</h2>
 *
 * <p>Once rundown has begun a thread that is outside stays outside, so cells may be looked at one by one. The shared
 * lane is looked at last: during a rundown only a thread inside its own cell may add to it, and by then none is.
 */
final class RundownState {

    /** Not needed for progress by the argument above; a missed wake-up would cost this much time and never a hang. */
    private static final long RESCAN_NANOS = Duration.ofMillis(100).toNanos();

    final CellRegistry cells = new CellRegistry();
    final SharedLane shared = new SharedLane();

    /**
     * Read on every acquire and release; written under {@link #lock}. The legal edges:
     *
     * <pre>
     *   ACTIVE   → RUNDOWN_IN_PROGRESS        begin
     *   RUNDOWN_IN_PROGRESS → RUN_DOWN        the last holder left
     *   RUNDOWN_IN_PROGRESS, RUN_DOWN → ACTIVE   resume
     *   RUN_DOWN → COMPLETED                  complete
     *   RUN_DOWN, COMPLETED → ACTIVE          reinitialize
     * </pre>
     */
    private volatile State state = State.ACTIVE;

    private final LongSupplier nanoClock;
    private final ReentrantLock lock = new ReentrantLock();

    /** The rundown that the state speaks of, none while {@code ACTIVE}; guarded by {@link #lock}. */
    private @Nullable Rundown rundown;

    RundownState(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    State get() {
        return state;
    }

    // ------------------------------------------------------------------------ acquire and release

    boolean admits() {
        return state == State.ACTIVE;
    }

    boolean tryEnterShared(int count, boolean nested) {
        shared.enter(count);
        if (admits() || nested) {
            return true;
        }
        shared.unenter(count);
        released();
        return false;
    }

    void releaseShared(int count) {
        shared.exit(count);
        released();
    }

    /** After every release and every refused acquire: ends the rundown if it was the last. */
    void released() {
        if (state == State.RUNDOWN_IN_PROGRESS && everyoneLeft()) {
            finishIfEveryoneLeft();
        }
    }

    private boolean everyoneLeft() {
        for (Cell cell : cells.snapshot()) {
            if (cell.depth() != 0) {
                return false;
            }
        }
        return shared.held() == 0;
    }

    private void finishIfEveryoneLeft() {
        Rundown ended;
        lock.lock();
        try {
            // Once more under the lock: the scan that led here may belong to a rundown that was resumed since.
            ended = finishUnderLock();
        } finally {
            lock.unlock();
        }
        if (ended != null) {
            ended.finish();
        }
    }

    /** The rundown that this call ended, for the caller to announce outside the lock. */
    private @Nullable Rundown finishUnderLock() {
        if (state != State.RUNDOWN_IN_PROGRESS || !everyoneLeft()) {
            return null;
        }
        state = State.RUN_DOWN;
        return rundown;
    }

    // ------------------------------------------------------------------------ the owner's side

    /** Begins a rundown, or joins the one that has begun. */
    Rundown begin() {
        Rundown begun;
        Rundown ended = null;
        lock.lock();
        try {
            begun = rundown;
            if (begun == null) {
                rundown = begun = new Rundown();
                state = State.RUNDOWN_IN_PROGRESS;
                // The first look, from which the time of those inside is counted.
                lookUnderLock();
                ended = finishUnderLock();
            }
        } finally {
            lock.unlock();
        }
        if (ended != null) {
            ended.finish();
        }
        return begun;
    }

    /** Waits for at most {@code nanos}; {@link Long#MAX_VALUE} means for ever. */
    boolean await(long nanos) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("Interrupted before the wait for rundown; no rundown was begun");
        }
        Rundown mine = begin();
        long start = nanoClock.getAsLong();
        long left = nanos;
        while (!mine.hasEnded(Math.min(left, RESCAN_NANOS))) {
            finishIfEveryoneLeft();
            left = nanos == Long.MAX_VALUE ? nanos : nanos - (nanoClock.getAsLong() - start);
            if (left <= 0) {
                return mine.hasDrained();
            }
        }
        return mine.hasDrained();
    }

    CompletionStage<Void> whenRunDown() {
        return begin().announced.minimalCompletionStage();
    }

    void resume() {
        backToActive("Resume", State.RUNDOWN_IN_PROGRESS, State.RUN_DOWN);
    }

    void reinitialize() {
        backToActive("Reinitialize", State.RUN_DOWN, State.COMPLETED);
    }

    private void backToActive(String act, State from, State orFrom) {
        Rundown takenBack;
        lock.lock();
        try {
            if (state != from && state != orFrom) {
                throw misuse(act, "only possible in " + from + " or " + orFrom);
            }
            takenBack = state == State.RUNDOWN_IN_PROGRESS ? rundown : null;
            rundown = null;
            state = State.ACTIVE;
        } finally {
            lock.unlock();
        }
        if (takenBack != null) {
            takenBack.takeBack();
        }
    }

    void complete() {
        lock.lock();
        try {
            if (state != State.RUN_DOWN && state != State.COMPLETED) {
                throw misuse("Complete", "only possible in RUN_DOWN");
            }
            state = State.COMPLETED;
        } finally {
            lock.unlock();
        }
    }

    IllegalStateException misuse(String act, String rule) {
        return new IllegalStateException(act + " on thread '"
                + Thread.currentThread().getName() + "' refused: the protection is " + state + " with " + held()
                + " held; " + rule);
    }

    // ------------------------------------------------------------------------ who is inside

    long held() {
        long sum = 0;
        for (Cell cell : cells.snapshot()) {
            sum += cell.depth();
        }
        return sum + shared.held();
    }

    List<Holder> holders() {
        List<Cell.Sighting> seen;
        lock.lock();
        try {
            seen = lookUnderLock();
        } finally {
            lock.unlock();
        }
        return seen.stream().map(Cell.Sighting::tell).toList();
    }

    private List<Cell.Sighting> lookUnderLock() {
        List<Cell.Sighting> seen = new ArrayList<>();
        long now = nanoClock.getAsLong();
        for (Cell cell : cells.snapshot()) {
            Cell.Sighting sighting = cell.look(now);
            if (sighting != null) {
                seen.add(sighting);
            }
        }
        return seen;
    }
}
