package io.rundown;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One rundown from its beginning to its end, and those who wait for it. Waiters keep the rundown they began with, so
 * none mistakes the end of a later one for its own; one that gives up leaves nothing behind.
 */
final class Rundown {

    /** True once everyone has left, false once taken back. Only ever waited on. */
    private final CompletableFuture<Boolean> drained = new CompletableFuture<>();

    /** The same for callbacks; completed second, so that a slow callback keeps no waiting thread. */
    final CompletableFuture<Void> announced = new CompletableFuture<>();

    /**
     * Whether a heavy fence has passed since the doors were closed. Before, a look at the counters may miss somebody who
     * came in at the last moment, and must not end the rundown. Written under the protection's lock; volatile, so that
     * a second beginner that reads true without the lock may rely on that fence.
     */
    volatile boolean fenced;

    /** How many owners are passing a heavy fence for this rundown. Guarded by the protection's lock. */
    int fencing;

    /** Lets the waiting threads go. Called under the protection's lock, with the change of state. */
    void end(boolean everyoneLeft) {
        drained.complete(everyoneLeft);
    }

    /** Runs the callbacks. Called after {@link #end} and outside of every lock. */
    void announceEnd() {
        announced.complete(null);
    }

    /** As {@link #announceEnd()} for a rundown that did not come to its end. */
    void announceTakeBack() {
        announced.completeExceptionally(new CancellationException("The rundown was resumed before everyone had left"));
    }

    /** Waits for at most {@code nanos} for the end of either kind. */
    boolean hasEnded(long nanos) throws InterruptedException {
        try {
            drained.get(nanos, TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException stillInside) {
            return false;
        } catch (ExecutionException impossible) {
            throw new AssertionError("Nobody completes a rundown exceptionally", impossible);
        }
    }

    boolean hasDrained() {
        return drained.getNow(false);
    }

    /** How many threads are registered to be woken, for tests. */
    int waiters() {
        return drained.getNumberOfDependents();
    }
}
