package io.rundown.host.internal.handle;

import io.rundown.host.model.PluginUnavailableException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What the caller gets in place of a plugin's stage. Cancelling it cancels the plugin's own. */
final class HeldStage extends CompletableFuture<Object> implements PendingResults.Pending {

    private final Promise promise;

    /** Until completion only, so that a future that is kept keeps nothing of the plugin's. Who empties it closes the guard. */
    private final AtomicReference<@Nullable CompletionStage<?>> source;

    HeldStage(CompletionStage<?> source, Promise promise) {
        this.source = new AtomicReference<>(source);
        this.promise = promise;
    }

    /** Called by the plugin's stage. */
    void finish(@Nullable Object value, @Nullable Throwable failure) {
        if (source.get() == null) {
            return;
        }
        Object result = null;
        Throwable thrown = failure;
        try {
            result = promise.out(value);
        } catch (RuntimeException | LinkageError unwrappable) {
            thrown = unwrappable;
        }
        if (letGo()) {
            if (thrown == null) {
                complete(result);
            } else {
                completeExceptionally(thrown);
            }
        }
    }

    @Override
    public Promise promise() {
        return promise;
    }

    @Override
    public boolean letGo() {
        if (source.getAndSet(null) == null) {
            return false;
        }
        promise.over(this);
        return true;
    }

    @Override
    public void fail(PluginUnavailableException why) {
        completeExceptionally(why);
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        if (source.get() instanceof Future<?> cancellable) {
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
