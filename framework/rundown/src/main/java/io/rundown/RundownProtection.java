package io.rundown;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
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
 * names of those inside added. The {@linkplain io.rundown package page} sets NT's routines beside the methods here, and
 * argues why an acquire needs no locked instruction.
 *
 * <p><b>Nesting.</b> A thread that holds a guard acquires again even while a rundown is in progress: a call that was
 * let in can always finish. NT refuses here; it is safe because the outer hold keeps the rundown from ending.
 *
 * <p><b>Guarantee.</b> Once {@link #beginRundown()} has returned, no acquire by a thread outside succeeds. Once a wait
 * has returned true, nobody is inside, and everything the holders did <i>happens-before</i> what follows the wait.
 *
 * <p>All methods may be called from any thread. Acquire, release and every query wait for nobody who is inside. A thread's
 * first acquire, a rundown's last release, and a look at all threads go through short locks, under which nothing foreign
 * runs.
 */
public final class RundownProtection extends Admission {

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

    /** Makes a protection that nobody holds and that admits everyone. */
    public RundownProtection() {
        this(Machinery.standard());
    }

    RundownProtection(Machinery machinery) {
        super(machinery);
    }

    /**
     * Makes a protection in verifier mode: every acquire is recorded, with its thread, time, stack and
     * {@linkplain #tryAcquire(String) tag}. It tells {@linkplain #holders() who is inside} in full; it finds guards that
     * are dropped without being closed, and says so in the system logger {@code io.rundown}; and it takes a second close
     * for the error that it is. In return an acquire and a release take some ten microseconds, more with a deep stack,
     * and allocate. It admits and refuses like any other.
     *
     * <p>In the spirit of the NT Driver Verifier and of Linux's {@code ref_tracker}. The system property
     * {@code io.rundown.verify=true} puts every protection of the JVM in this mode; off, it costs nothing.
     *
     * @param name what is protected, for the messages; may be empty
     * @return a protection that nobody holds
     */
    public static RundownProtection verifying(String name) {
        Objects.requireNonNull(name, "name");
        return new RundownProtection(Machinery.standard().withVerifier(Verifier.logging(), name));
    }

    // ------------------------------------------------------------------------ callers

    /**
     * Asks to come in. Never blocks.
     *
     * @return a guard to close on this same thread, or null if a rundown has begun and this thread is not already inside
     */
    public @Nullable Guard tryAcquire() {
        return tryAcquire(null);
    }

    /**
     * As {@link #tryAcquire()}, and says what the hold is for, as NT's {@code ObReferenceObjectWithTag} does. Verifier mode
     * records the tag and names it with the hold; any other protection ignores it, which costs nothing.
     *
     * @param tag what the hold is for: something that is at hand, not made for each acquire; null for nothing
     * @return a guard to close on this same thread, or null if a rundown has begun and this thread is not already inside
     * @see Holder.Acquisition#tag()
     */
    public @Nullable Guard tryAcquire(@Nullable String tag) {
        Thread thread = Thread.currentThread();
        Cell cell = atHome(thread);
        if (cell == null) {
            return tryAcquireAway(thread, tag);
        }
        cell.enter();
        return admits() ? cell : admitNested(cell);
    }

    /**
     * As {@link #tryAcquire()} for those who take a refusal as an error.
     *
     * @return a guard to close on this same thread
     * @throws RundownInProgressException if a rundown has begun and this thread is not already inside
     */
    public Guard acquire() {
        return acquire(null);
    }

    /**
     * As {@link #tryAcquire(String)} for those who take a refusal as an error.
     *
     * @param tag what the hold is for; null for nothing
     * @return a guard to close on this same thread
     * @throws RundownInProgressException if a rundown has begun and this thread is not already inside
     */
    public Guard acquire(@Nullable String tag) {
        Guard guard = tryAcquire(tag);
        if (guard == null) {
            throw new RundownInProgressException(current());
        }
        return guard;
    }

    /**
     * Asks for a hold that any thread may give back. Never blocks.
     *
     * <p>Such a hold belongs to no thread: the thread that asked for it is not inside by it, neither for a nested acquire
     * nor for a wait, which would then wait for this hold like for any.
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
        return tryAcquireTransferable(count, null);
    }

    /**
     * As {@link #tryAcquireTransferable(int)}, with a {@linkplain #tryAcquire(String) tag}.
     *
     * @param count how many
     * @param tag what the holds are for; null for nothing
     * @return a guard to close once, or null if a rundown has begun and this thread is not already inside
     * @throws IllegalArgumentException if the count is not positive
     */
    public @Nullable TransferableGuard tryAcquireTransferable(int count, @Nullable String tag) {
        if (count <= 0) {
            throw new IllegalArgumentException("Count of holds must be positive, not " + count);
        }
        return tryAcquireShared(count, tag);
    }

    // ------------------------------------------------------------------------ the owner

    /**
     * Refuses outsiders from now on: once this has returned, no acquire of theirs succeeds. Does not wait for anybody; takes
     * some tens of microseconds, or a few hundred where threads are many or busy, for the heavy fence. Does nothing if a
     * rundown has begun already. May be called by a thread inside.
     *
     * <p>If the JVM fails to give the heavy fence, for want of memory say, its error is passed on, and acquires succeed as
     * before unless another thread has begun the same rundown with success.
     */
    public void beginRundown() {
        begin();
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
        return beginAndAwait(Long.MAX_VALUE);
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
        return beginAndAwait(nanos);
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
            Rundown mine = begin();
            while (true) {
                try {
                    return await(mine, Long.MAX_VALUE);
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
     * <p>The stage's actions run on the thread that finds everyone gone: mostly the last to leave; now and then a caller
     * that was just refused, or one that waits. Use the stage's {@code Async} methods for actions that take time.
     *
     * @return a stage that completes when everyone has left, and exceptionally, by a
     *     {@link java.util.concurrent.CancellationException} as cause, if somebody {@linkplain #resume() resumes} first
     */
    @Override
    public CompletionStage<Void> whenRunDown() {
        return super.whenRunDown();
    }

    /**
     * Takes a rundown back: acquires succeed again, and whoever waits is told that it did not end. The counterpart of
     * Linux's {@code percpu_ref_resurrect}, for an owner whose wait timed out.
     *
     * @throws IllegalStateException if no rundown has begun, or it was {@linkplain #complete() completed}
     */
    @Override
    public void resume() {
        super.resume();
    }

    /**
     * Says that the rundown is final until {@link #reinitialize()}. Idempotent.
     *
     * @throws IllegalStateException if the protection is not run down
     */
    @Override
    public void complete() {
        super.complete();
    }

    /**
     * Makes a protection that was run down as good as new; its totals go on counting.
     *
     * @throws IllegalStateException if it is not run down: no rundown has begun, or somebody is still inside
     */
    @Override
    public void reinitialize() {
        super.reinitialize();
    }

    // ------------------------------------------------------------------------ looking

    /**
     * Where the protection stands; may have changed by the time the caller reads it.
     *
     * @return the state
     */
    public State state() {
        return current();
    }

    /**
     * Whether the calling thread is inside with a guard of its own. Transferable guards belong to no thread.
     *
     * @return true if it holds at least one
     */
    public boolean isHeldByCurrentThread() {
        return isCurrentThreadInside();
    }

    /**
     * How many guards are open, nested ones counted each; a snapshot while callers come and go.
     *
     * @return guards of threads and transferable ones
     */
    @Override
    public long held() {
        return super.held();
    }

    /**
     * How many of the {@linkplain #held() open holds} are transferable.
     *
     * @return the sum of their counts
     */
    @Override
    public long heldTransferable() {
        return super.heldTransferable();
    }

    /**
     * How many acquires have succeeded since the protection was made; costs the callers nothing. Before the first rundown
     * begins, no look sees less than one before it. Later ones may: they see an acquire that is about to be refused.
     *
     * @return the total, a snapshot while callers come and go
     * @see #released()
     */
    @Override
    public long acquired() {
        return super.acquired();
    }

    /**
     * How many holds have been given back since the protection was made; costs the callers nothing. No look sees less than
     * one before it, nor an acquire that is refused.
     *
     * @return the total, a snapshot while callers come and go
     */
    @Override
    public long released() {
        return super.released();
    }

    /**
     * Who is inside. Takes the stack of every thread found, which costs these threads a pause. Every call is also a look
     * at the clock: what two looks find in the same hold has been there for the time between them.
     *
     * @return the threads that hold guards and, in verifier mode, each transferable guard, which otherwise only
     *     {@link #heldTransferable()} counts
     */
    @Override
    public List<Holder> holders() {
        return super.holders();
    }

    /**
     * Whether this protection is in verifier mode.
     *
     * @return true if every acquire is recorded
     * @see #verifying(String)
     */
    public boolean isVerifying() {
        return ledger != null;
    }

    /**
     * How this JVM keeps the promise of {@link #beginRundown()}; the same for every protection.
     *
     * @return the fence, as chosen by the system property {@code io.rundown.fence} or by itself
     */
    public static Fence fence() {
        return Fences.CHOSEN;
    }

    @Override
    public String toString() {
        return "RundownProtection[" + current() + ", held=" + held() + "]";
    }
}
