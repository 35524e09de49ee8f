package io.rundown;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Protects an object that is shared by many and removed by one: callers ask "may I use it now?", the owner asks "has
 * everyone left?".
 *
 * <pre>{@code
 * RundownProtection protection = new RundownProtection();
 *
 * // any number of callers
 * try (Guard guard = protection.tryAcquire()) {
 *     if (guard == null) {
 *         return refused();
 *     }
 *     return device.read();
 * }
 *
 * // the owner, once
 * if (protection.awaitRundown(Duration.ofSeconds(5))) {
 *     device.free();
 * }
 * }</pre>
 *
 * <p>The meaning is that of the Windows NT kernel's {@code EX_RUNDOWN_REF}, with timeouts, resume, nesting and the
 * names of those inside added:
 *
 * <table>
 * <caption>Counterparts</caption>
 * <tr><th>NT routine</th><th>here</th></tr>
 * <tr><td>{@code ExInitializeRundownProtection}</td><td>the constructor</td></tr>
 * <tr><td>{@code ExAcquireRundownProtection}</td><td>{@link #tryAcquire()}, {@link #acquire()}</td></tr>
 * <tr><td>{@code ExAcquireRundownProtectionEx}</td><td>{@link #tryAcquireTransferable(int)}</td></tr>
 * <tr><td>{@code ExReleaseRundownProtection}</td><td>{@link Guard#close()}</td></tr>
 * <tr><td>{@code ExReleaseRundownProtectionEx}</td><td>{@link TransferableGuard#close()}</td></tr>
 * <tr><td>{@code ExWaitForRundownProtectionRelease}</td><td>{@link #awaitRundown()} and its relatives</td></tr>
 * <tr><td>{@code ExRundownCompleted}</td><td>{@link #complete()}</td></tr>
 * <tr><td>{@code ExReInitializeRundownProtection}</td><td>{@link #reinitialize()}</td></tr>
 * </table>
 *
 * <p><b>Nesting.</b> A thread that holds a guard acquires again even while a rundown is in progress: a call that was
 * let in can always finish. NT refuses here; it is safe because the outer hold keeps the rundown from ending.
 *
 * <p><b>Guarantee.</b> Once {@link #beginRundown()} has returned, no acquire by a thread outside succeeds. Once a wait
 * has returned true, nobody is inside, and everything the holders did <i>happens-before</i> what follows the wait.
 *
 * <p>All methods may be called from any thread. Acquire, release and every query neither block nor wait.
 */
public final class RundownProtection {

    /** Where a protection stands. */
    public enum State {
        /** Acquires succeed. */
        ACTIVE,
        /** Acquires are refused; somebody is inside. */
        RUNDOWN_IN_PROGRESS,
        /** Acquires are refused; nobody is inside. */
        RUN_DOWN,
        /** As {@link #RUN_DOWN}, and its owner has said that it stays so until {@link #reinitialize()}. */
        COMPLETED
    }

    private final RundownState state;

    /** Nothing that a cell refers to leads back here, so the entries go when the protection does. */
    @SuppressWarnings("ThreadLocalUsage") // a cell belongs to one thread and one protection
    private final ThreadLocal<@Nullable Cell> cellOfThread = new ThreadLocal<>();

    /** Makes a protection that nobody holds and that admits everyone. */
    public RundownProtection() {
        this(System::nanoTime);
    }

    /**
     * As {@link #RundownProtection()}, with a clock of its own for the time that {@link #holders() holders} have been
     * inside and for the timeouts of waits.
     *
     * @param nanoClock what to read instead of {@link System#nanoTime()}; called from any thread
     */
    RundownProtection(LongSupplier nanoClock) {
        this.state = new RundownState(nanoClock);
    }

    // ------------------------------------------------------------------------ callers

    /**
     * Asks to come in. Never blocks.
     *
     * @return a guard to close on this same thread, or null if a rundown has begun and this thread is not already inside
     */
    public @Nullable Guard tryAcquire() {
        Cell cell = cellOfThread.get();
        if (cell == null) {
            cell = claimCell();
        }
        cell.enter();
        if (state.admits()) {
            return cell;
        }
        return admitNested(cell);
    }

    private Cell claimCell() {
        Cell cell = new Cell(state, Thread.currentThread());
        cellOfThread.set(cell);
        state.cells.add(cell);
        return cell;
    }

    private @Nullable Guard admitNested(Cell cell) {
        if (cell.depth() > 1) {
            return cell;
        }
        cell.unenter();
        state.released();
        return null;
    }

    /**
     * As {@link #tryAcquire()} for those who take a refusal as an error.
     *
     * @return a guard to close on this same thread
     * @throws RundownInProgressException if a rundown has begun and this thread is not already inside
     */
    public Guard acquire() {
        Guard guard = tryAcquire();
        if (guard == null) {
            throw new RundownInProgressException(state.get());
        }
        return guard;
    }

    /**
     * Asks for a hold that any thread may give back. Never blocks.
     *
     * @return a guard to close once, or null if a rundown has begun and this thread is not already inside
     */
    public @Nullable TransferableGuard tryAcquireTransferable() {
        return tryAcquireTransferable(1);
    }

    /**
     * Asks for several holds at once, all or none, given back together by any thread. Never blocks.
     *
     * @param count how many
     * @return a guard to close once, or null if a rundown has begun and this thread is not already inside
     * @throws IllegalArgumentException if the count is not positive
     */
    public @Nullable TransferableGuard tryAcquireTransferable(int count) {
        if (count <= 0) {
            throw new IllegalArgumentException("Count of holds must be positive, not " + count);
        }
        return state.tryEnterShared(count, isHeldByCurrentThread()) ? new TransferableGuard(state, count) : null;
    }

    // ------------------------------------------------------------------------ the owner

    /**
     * Refuses outsiders from now on. Does not wait. Does nothing if a rundown has begun already. May be called by a
     * thread inside.
     */
    public void beginRundown() {
        state.begin();
    }

    /**
     * {@linkplain #beginRundown() Begins} the rundown if need be and waits until everyone has left. Any number of threads
     * may wait; waiting again after the end returns at once.
     *
     * @return true if everyone has left, false if somebody {@linkplain #resume() resumed} first
     * @throws InterruptedException if interrupted while waiting, in which case the rundown goes on, or before, in which
     *     case none was begun
     * @throws IllegalStateException if the calling thread is inside: it would wait for itself
     */
    public boolean awaitRundown() throws InterruptedException {
        requireOutside();
        return state.await(Long.MAX_VALUE);
    }

    /**
     * As {@link #awaitRundown()} for a limited time. The rundown goes on when the time is over; {@link #resume()} takes
     * it back.
     *
     * @param timeout how long to wait at most; zero or less only looks
     * @return true if everyone has left, false if the time was over or somebody resumed first
     * @throws InterruptedException if interrupted while waiting, in which case the rundown goes on, or before, in which
     *     case none was begun
     * @throws IllegalStateException if the calling thread is inside: it would wait for itself
     */
    public boolean awaitRundown(Duration timeout) throws InterruptedException {
        long nanos = saturatedNanos(timeout);
        requireOutside();
        return state.await(nanos);
    }

    /**
     * As {@link #awaitRundown()}, and an interrupt does not end the wait: it is kept for the caller to see afterwards.
     *
     * @return true if everyone has left, false if somebody resumed first
     * @throws IllegalStateException if the calling thread is inside: it would wait for itself
     */
    public boolean awaitRundownUninterruptibly() {
        requireOutside();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return state.await(Long.MAX_VALUE);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * {@linkplain #beginRundown() Begins} the rundown if need be and tells of its end without anyone waiting. May be
     * called by a thread inside.
     *
     * @return a stage that completes when everyone has left, on the thread of the last to leave, and completes with a
     *     {@link java.util.concurrent.CancellationException} if somebody {@linkplain #resume() resumes} first
     */
    public CompletionStage<Void> whenRunDown() {
        return state.whenRunDown();
    }

    /**
     * Takes a rundown back: acquires succeed again, and whoever waits is told that it did not end. The counterpart of
     * Linux's {@code percpu_ref_resurrect}, for an owner whose wait timed out.
     *
     * @throws IllegalStateException if no rundown has begun, or it was {@linkplain #complete() completed}
     */
    public void resume() {
        state.resume();
    }

    /**
     * Says that the rundown is final until {@link #reinitialize()}. Idempotent.
     *
     * @throws IllegalStateException if the protection is not run down
     */
    public void complete() {
        state.complete();
    }

    /**
     * Makes a protection that was run down as good as new; its totals go on counting.
     *
     * @throws IllegalStateException if it is not run down: no rundown has begun, or somebody is still inside
     */
    public void reinitialize() {
        state.reinitialize();
    }

    // ------------------------------------------------------------------------ looking

    /**
     * Where the protection stands; may have changed by the time the caller reads it.
     *
     * @return the state
     */
    public State state() {
        return state.get();
    }

    /**
     * Whether the calling thread is inside with a guard of its own. Transferable guards belong to no thread.
     *
     * @return true if it holds at least one
     */
    public boolean isHeldByCurrentThread() {
        Cell cell = cellOfThread.get();
        return cell != null && cell.depth() > 0;
    }

    /**
     * How many guards are open, nested ones counted each; a snapshot while callers come and go.
     *
     * @return guards of threads and transferable ones
     */
    public long held() {
        return state.held();
    }

    /**
     * How many of the {@linkplain #held() open holds} are transferable.
     *
     * @return the sum of their counts
     */
    public long heldTransferable() {
        return state.shared.held();
    }

    /**
     * How many acquires have succeeded since the protection was made; costs the callers nothing.
     *
     * @return the total, a snapshot while callers come and go
     */
    public long acquired() {
        return state.cells.enters() + state.shared.enters();
    }

    /**
     * Who is inside. Takes the stack of every thread found, which costs these threads a pause. Every call is also a look
     * at the clock: what two looks find in the same hold has been there for the time between them.
     *
     * @return the threads that hold guards; transferable guards have none
     */
    public List<Holder> holders() {
        return state.holders();
    }

    @Override
    public String toString() {
        return "RundownProtection[" + state.get() + ", held=" + held() + "]";
    }

    private void requireOutside() {
        if (isHeldByCurrentThread()) {
            throw state.misuse("Wait for rundown", "this thread is inside and would wait for itself");
        }
    }

    private static long saturatedNanos(Duration timeout) {
        try {
            return timeout.toNanos();
        } catch (ArithmeticException tooLong) {
            return timeout.isNegative() ? 0 : Long.MAX_VALUE;
        }
    }
}
