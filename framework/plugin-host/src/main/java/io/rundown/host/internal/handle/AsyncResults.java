package io.rundown.host.internal.handle;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Results that complete later keep their generation protected until they do, so that an asynchronous call drains like a
 * synchronous one. The caller gets a future of the host's, which gives the protection back before it completes: a
 * callback may unload the plugin that it came from.
 *
 * <p>The methods are called by generated handles, inside the call. Their last arguments are the interface of the handle
 * that stands in place of the value, null if the value goes out as it is, and the method's name for reports.
 */
public final class AsyncResults {

    private AsyncResults() {}

    /** For methods that declare a {@link CompletionStage}. */
    public static @Nullable CompletionStage<?> hold(
            @Nullable CompletionStage<?> result, Gate gate, @Nullable Class<?> lentAs, String method) {
        return result == null ? null : held(result, gate, lentAs, method);
    }

    /** For methods that declare a {@link CompletableFuture}. */
    public static @Nullable CompletableFuture<?> hold(
            @Nullable CompletableFuture<?> result, Gate gate, @Nullable Class<?> lentAs, String method) {
        return result == null ? null : held(result, gate, lentAs, method);
    }

    /** For methods that declare a {@link Future}. */
    public static @Nullable Future<?> hold(
            @Nullable Future<?> result, Gate gate, @Nullable Class<?> lentAs, String method) {
        if (result == null) {
            return null;
        }
        if (result instanceof CompletionStage<?> stage) {
            return held(stage, gate, lentAs, method);
        }
        HeldFuture held = new HeldFuture(result, Promise.of(gate, method, lentAs));
        gate.pending().addFuture(held);
        return held;
    }

    private static CompletableFuture<Object> held(
            CompletionStage<?> result, Gate gate, @Nullable Class<?> lentAs, String method) {
        HeldStage held = new HeldStage(result, Promise.of(gate, method, lentAs));
        gate.pending().add(held);
        try {
            result.whenComplete(held::finish);
        } catch (Throwable refusedByTheStage) {
            held.letGo();
            throw refusedByTheStage;
        }
        return held;
    }
}
