package io.rundown;

import io.rundown.RundownProtection.State;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The state machine behind {@link RundownProtection}, and everyone who waits for it.
 *
 * <h2>Why nobody slips in</h2>
 *
 * <p>Acquire stores its enter, then reads the state; {@link #begin()} stores the state, then reads the enters. That is
 * Dekker's handshake, and it needs a full fence between store and read on both sides. Callers have none: they pass a
 * {@linkplain Fences#light() light fence}, which holds the compiler only. The owner passes a {@linkplain Fences#heavy()
 * heavy fence}, which makes every thread pass a full fence somewhere between its own instructions. A caller that has
 * read {@code ACTIVE} before that fence had stored its enter before it too, so every scan after it sees the enter. A
 * caller that reads the state after that fence reads that it is over, and takes its enter back. In atomic mode, and on
 * the shared lane in every mode, all four are volatile accesses, whose one total order says the same.
 *
 * <p>Between the store of the state and the end of the heavy fence a scan proves nothing, so no rundown ends before it is
 * {@link Rundown#fenced}. Whoever meets a rundown that is not yet fenced passes a heavy fence of its own instead of
 * waiting for the other's.
 *
 * <h2>Why nobody waits for ever</h2>
 *
 * <p>Release stores its exit, then reads the state. By the same argument either the scan in {@code begin} sees the exit,
 * or the releaser sees the rundown. It then passes a full fence and scans itself. Of several last releasers, the one
 * whose exit comes last in the order of these fences sees all the others. Whoever finds everyone gone takes the lock,
 * looks again, and wakes the waiters.
 *
 * <h2>Why one scan is enough</h2>
 *
 * <p>Once rundown has begun a thread that is outside stays outside, so cells may be looked at one by one. The shared
 * lane is looked at last: during a rundown only a thread inside may add to it, and by then no cell's owner is.
 */
abstract sealed class RundownState extends CellTable permits Admission {

    /** Not needed for progress by the argument above; a missed wake-up would cost this much time and never a hang. */
    private static final long RESCAN_NANOS = Duration.ofMillis(100).toNanos();

    final SharedLane shared = new SharedLane();

    /** What is known of every hold; only in verifier mode. */
    final @Nullable Ledger ledger;

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
    private final Runnable heavyFence;
    private final ReentrantLock lock = new ReentrantLock();

    /** The rundown that the state speaks of, none while {@code ACTIVE}; guarded by {@link #lock}. */
    private @Nullable Rundown rundown;

    /** Holds of transferable guards that nobody can close any more. */
    private final AtomicLong dropped = new AtomicLong();

    RundownState(Machinery machinery) {
        super(machinery.largestTable());
        this.nanoClock = machinery.nanoClock();
        this.heavyFence = machinery.heavyFence();
        Verifier verifier = machinery.verifier();
        this.ledger = verifier == null ? null : new Ledger(this, verifier, machinery.owner(), nanoClock);
    }

    final State current() {
        return state;
    }

    // ------------------------------------------------------------------------ acquire and release

    boolean admits() {
        return state == State.ACTIVE;
    }

    /** The rest of an acquire that found the doors closed: lets in who is inside already, takes the enter back else. */
    @Nullable
    Guard admitNested(CountedGuard guard) {
        if (guard.wasInside()) {
            return guard;
        }
        guard.unenter();
        endIfLast();
        return null;
    }

    boolean tryEnterShared(int count, boolean nested) {
        shared.enter(count);
        if (admits() || nested) {
            return true;
        }
        shared.enter(-count);
        endIfLast();
        return false;
    }

    void releaseShared(int count) {
        shared.exit(count);
        endIfLast();
    }

    /** After a release or a refused acquire that found the doors closed: ends the rundown if it was the last. */
    void endIfLast() {
        if (state == State.RUNDOWN_IN_PROGRESS) {
            // Own exit before the others' counters: two that leave together must not both see the other inside.
            VarHandle.fullFence();
            if (everyoneLeft()) {
                finishIfEveryoneLeft();
            }
        }
    }

    private boolean everyoneLeft() {
        return nobodyInCells() && shared.held() == 0;
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
            ended.announceEnd();
        }
    }

    /** The rundown that this call ended, for the caller to announce outside the lock. */
    private @Nullable Rundown finishUnderLock() {
        if (state != State.RUNDOWN_IN_PROGRESS || rundown == null || !rundown.fenced || !everyoneLeft()) {
            return null;
        }
        state = State.RUN_DOWN;
        // Together with the state: whoever sees the one must not miss the other. Wakes threads, runs nothing foreign.
        rundown.end(true);
        return rundown;
    }

    // ------------------------------------------------------------------------ the owner's side

    /** Begins a rundown, or joins the one that has begun. A heavy fence has passed when it returns. */
    Rundown begin() {
        Rundown begun = close();
        if (!begun.fenced) {
            passHeavyFence(begun);
            confirm(begun);
        }
        return begun;
    }

    /** The rundown to wait for; until it is fenced the caller is counted among those who see to that. */
    private Rundown close() {
        lock.lock();
        try {
            Rundown begun = rundown;
            if (begun == null) {
                rundown = begun = new Rundown();
                state = State.RUNDOWN_IN_PROGRESS;
            }
            if (!begun.fenced) {
                begun.fencing++;
            }
            return begun;
        } finally {
            lock.unlock();
        }
    }

    /** Outside the lock, which those who leave meanwhile may want. */
    private void passHeavyFence(Rundown begun) {
        try {
            heavyFence.run();
        } catch (RuntimeException | Error e) {
            takeBackUnlessOthersFence(begun);
            throw e;
        }
    }

    /** Without a heavy fence nothing is proved. If nobody else is passing one the doors open, and the waiters are told. */
    private void takeBackUnlessOthersFence(Rundown begun) {
        lock.lock();
        try {
            begun.fencing--;
            if (rundown != begun || begun.fenced || begun.fencing > 0) {
                return;
            }
            rundown = null;
            state = State.ACTIVE;
            begun.end(false);
        } finally {
            lock.unlock();
        }
        begun.announceTakeBack();
    }

    private void confirm(Rundown begun) {
        Rundown ended = null;
        lock.lock();
        try {
            begun.fencing--;
            if (rundown == begun && !begun.fenced) {
                begun.fenced = true;
                ended = finishUnderLock();
                if (ended == null) {
                    // The first look, from which the time of those inside is counted.
                    lookUnderLock(nanoClock.getAsLong());
                }
            }
        } finally {
            lock.unlock();
        }
        if (ended != null) {
            ended.announceEnd();
        }
    }

    /** Begins and waits for at most {@code nanos}; {@link Long#MAX_VALUE} means for ever. */
    boolean beginAndAwait(long nanos) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("Interrupted before the wait for rundown; no rundown was begun");
        }
        return await(begin(), nanos);
    }

    /** Waits for the end of one rundown; one that begins after that was taken back is not the caller's. */
    boolean await(Rundown mine, long nanos) throws InterruptedException {
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
            if (takenBack != null) {
                takenBack.end(false);
            }
        } finally {
            lock.unlock();
        }
        if (takenBack != null) {
            takenBack.announceTakeBack();
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
        return new IllegalStateException(
                act + " on thread '" + Thread.currentThread().getName() + "' refused: " + words() + "; " + rule);
    }

    /** The evidence for a message. */
    String words() {
        String lost = dropped.get() == 0 ? "" : ", " + dropped + " of them by guards that were dropped";
        String ofWhat = ledger == null ? "" : ledger.ofWhat();
        return "the protection" + ofWhat + " is " + state + " with " + held() + " held" + lost;
    }

    // ------------------------------------------------------------------------ who is inside

    long held() {
        long sum = 0;
        for (Cell cell : cells()) {
            sum += cell.depth();
        }
        return sum + shared.held();
    }

    /** Holds that belong to no thread: what the lane holds beyond the threads that came that way. */
    long heldTransferable() {
        if (ledger != null) {
            return ledger.heldTransferable();
        }
        long held = shared.held();
        for (LaneHold hold : shared.roster()) {
            held -= hold.depth();
        }
        return Math.max(0, held);
    }

    long acquired() {
        return entersOfCells() + shared.enters();
    }

    long released() {
        return exitsOfCells() + shared.exits();
    }

    void dropped(int count) {
        dropped.addAndGet(count);
    }

    List<Holder> holders() {
        List<OwnedGuard.Sighting> seen;
        long now;
        lock.lock();
        try {
            now = nanoClock.getAsLong();
            seen = lookUnderLock(now);
        } finally {
            lock.unlock();
        }
        Ledger known = ledger;
        if (known == null) {
            return seen.stream().map(each -> each.tell(List.of())).toList();
        }
        Map<OwnedGuard, List<Holder.Acquisition>> taken = known.ofAccounts(now);
        Stream<Holder> threads = seen.stream().map(each -> each.tell(taken.getOrDefault(each.guard(), List.of())));
        return Stream.concat(threads, known.transferables(now).stream()).toList();
    }

    private List<OwnedGuard.Sighting> lookUnderLock(long now) {
        return Stream.concat(Arrays.stream(cells()), shared.roster().stream())
                .map(guard -> guard.look(now))
                .filter(Objects::nonNull)
                .toList();
    }
}
