package io.rundown.host.internal.handle;

import io.rundown.TransferableGuard;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Results that complete later keep their generation protected until they do, so that an asynchronous call drains like a
 * synchronous one. The caller gets a future of the host's, which gives the protection back before it completes: a
 * callback may unload the plugin that it came from.
 */
public final class AsyncResults {

    private AsyncResults() {}

    /** For methods that declare a {@link CompletionStage}. Called by generated handles, inside the call. */
    public static <T> @Nullable CompletionStage<T> hold(@Nullable CompletionStage<T> result, Gate gate) {
        return result == null ? null : held(result, gate);
    }

    /** For methods that declare a {@link CompletableFuture}. Called by generated handles, inside the call. */
    public static <T> @Nullable CompletableFuture<T> hold(@Nullable CompletableFuture<T> result, Gate gate) {
        return result == null ? null : held(result, gate);
    }

    private static <T> CompletableFuture<T> held(CompletionStage<T> result, Gate gate) {
        TransferableGuard guard = gate.protection().tryAcquireTransferable();
        if (guard == null) {
            throw new IllegalStateException(gate + ": a call inside was refused a nested hold");
        }
        Held<T> held = new Held<>(result);
        try {
            result.whenComplete((value, failure) -> {
                guard.close();
                held.finish(value, failure);
            });
        } catch (Throwable refusedByTheStage) {
            guard.close();
            throw refusedByTheStage;
        }
        return held;
    }

    /** What the caller gets. Cancelling it cancels the plugin's own future. */
    private static final class Held<T> extends CompletableFuture<T> {

        /** Until completion only, so that a future that is kept keeps nothing of the plugin's. */
        private volatile @Nullable CompletionStage<T> source;

        Held(CompletionStage<T> source) {
            this.source = source;
        }

        void finish(@Nullable T value, @Nullable Throwable failure) {
            source = null;
            if (failure == null) {
                complete(value);
            } else {
                completeExceptionally(failure);
            }
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            if (source instanceof Future<?> cancellable) {
                cancellable.cancel(mayInterruptIfRunning);
            }
            return super.cancel(mayInterruptIfRunning);
        }

        // Stages derived from this one must not refer to the plugin's.
        @Override
        public <U> CompletableFuture<U> newIncompleteFuture() {
            return new CompletableFuture<>();
        }
    }
}
