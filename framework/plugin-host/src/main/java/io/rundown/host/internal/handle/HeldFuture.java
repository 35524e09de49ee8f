package io.rundown.host.internal.handle;

import io.rundown.host.model.PluginUnavailableException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What the caller gets in place of a plugin's plain future. Nobody tells when such a future is done, so whoever looks, the
 * caller or the host, takes the outcome and gives the protection back.
 */
final class HeldFuture implements Future<Object>, PendingResults.Pending {

    private final Promise promise;

    /** The first to complete it lets go of the source. */
    private final CompletableFuture<@Nullable Object> outcome = new CompletableFuture<>();

    /** One for the outcome that is still to come, and one for each thread inside the source: the last closes the guard. */
    private final AtomicInteger users = new AtomicInteger(1);

    /** Emptied after the outcome has come, so that a future that is kept keeps nothing of the plugin's. */
    private volatile @Nullable Future<?> source;

    HeldFuture(Future<?> source, Promise promise) {
        this.source = source;
        this.promise = promise;
    }

    /** A question to the source. */
    private interface Question {
        @Nullable
        Object ask() throws ExecutionException, InterruptedException, TimeoutException;
    }

    // ------------------------------------------------------------------------ for callers

    @Override
    @SuppressWarnings("NullAway") // a future's value may be null
    public Object get() throws InterruptedException, ExecutionException {
        Future<?> running = enter();
        if (running != null) {
            try {
                keep(running::get);
            } catch (TimeoutException impossible) {
                throw new ExecutionException(impossible);
            } finally {
                leave();
            }
        }
        return outcome.get();
    }

    @Override
    @SuppressWarnings("NullAway") // a future's value may be null
    public Object get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        Future<?> running = enter();
        if (running != null) {
            try {
                keep(() -> running.get(timeout, unit));
            } finally {
                leave();
            }
        }
        return outcome.get();
    }

    @Override
    public boolean isDone() {
        look();
        return outcome.isDone();
    }

    @Override
    public boolean isCancelled() {
        look();
        return outcome.isCancelled();
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        Future<?> running = enter();
        if (running == null) {
            return false;
        }
        boolean cancelled;
        try {
            cancelled = running.cancel(mayInterruptIfRunning);
        } finally {
            leave();
        }
        look();
        return cancelled;
    }

    // ------------------------------------------------------------------------ for the host

    /** Takes the outcome if it has come. A source that fails when it is asked has failed. */
    void look() {
        Future<?> running = enter();
        if (running == null) {
            return;
        }
        try {
            if (running.isDone()) {
                keep(running::get);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | RuntimeException | Error broken) {
            settle(outcome.completeExceptionally(broken));
        } finally {
            leave();
        }
    }

    @Override
    public Promise promise() {
        return promise;
    }

    @Override
    public boolean letGo() {
        return settle(outcome.completeExceptionally(promise.abandoned()));
    }

    /** Nobody but {@link #get} sees the outcome, which has come already. */
    @Override
    public void fail(PluginUnavailableException why) {}

    // ------------------------------------------------------------------------ the source

    /** Keeps what the source answers; what is no answer is thrown. */
    private void keep(Question question) throws InterruptedException, TimeoutException {
        try {
            Object value = question.ask();
            keepValue(value);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            settle(outcome.completeExceptionally(cause == null ? e : cause));
        } catch (CancellationException e) {
            settle(outcome.cancel(false));
        }
    }

    private void keepValue(@Nullable Object value) {
        Object lent;
        try {
            lent = promise.out(value);
        } catch (RuntimeException | LinkageError unwrappable) {
            settle(outcome.completeExceptionally(unwrappable));
            return;
        }
        settle(outcome.complete(lent));
    }

    private boolean settle(boolean first) {
        if (first) {
            source = null;
            leave();
        }
        return first;
    }

    /** The source with this thread inside, or null if it is needed no more. */
    private @Nullable Future<?> enter() {
        int now = users.get();
        while (now > 0 && !users.compareAndSet(now, now + 1)) {
            now = users.get();
        }
        if (now == 0) {
            return null;
        }
        Future<?> running = source;
        if (running == null) {
            leave();
        }
        return running;
    }

    private void leave() {
        if (users.decrementAndGet() == 0) {
            promise.over(this);
        }
    }
}
