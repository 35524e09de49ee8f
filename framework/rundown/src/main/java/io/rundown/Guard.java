package io.rundown;

/**
 * One hold on a {@link RundownProtection} by the thread that acquired it; made for try-with-resources.
 *
 * <p>While a guard is open, rundown cannot complete. A thread may hold several guards of one protection at a time;
 * they nest like calls do. The same object serves every acquire of a thread, so a guard costs no allocation: keep it
 * no longer than the {@code try} block that acquired it. In {@linkplain RundownProtection#isVerifying() verifier mode}
 * every acquire has a guard of its own.
 *
 * @see RundownProtection#tryAcquire()
 */
public sealed interface Guard extends AutoCloseable permits OwnedGuard, RecordedGuard {

    /**
     * Gives the hold back; the last one to do so during a rundown wakes whoever waits for it. Never blocks.
     *
     * <p>Not idempotent: every close answers one acquire, and a second close of an inner guard gives back the outer hold.
     * In verifier mode it is an error instead, whose causes say where the guard was closed first, and where acquired.
     *
     * @throws IllegalStateException if the calling thread is not the one that acquired the guard, or closes more often
     *     than it acquired; the protection is unchanged
     */
    @Override
    void close();
}
