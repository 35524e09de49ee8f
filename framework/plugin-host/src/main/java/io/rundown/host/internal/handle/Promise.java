package io.rundown.host.internal.handle;

import io.rundown.TransferableGuard;
import io.rundown.host.model.PluginUnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * A call whose result comes later.
 *
 * @param gate the generation that was called
 * @param guard what to close once the result has come
 * @param method the extension method, as in {@code PriceRule.priceLater}
 * @param lentAs the interface of the handle that stands in place of the value, null if the value goes out as it is
 * @param sinceNanos when it was called, by {@link System#nanoTime()}
 */
record Promise(
        Gate gate,
        TransferableGuard guard,
        String method,
        @Nullable Class<?> lentAs,
        long sinceNanos) {

    /** Called inside the call: its generation admits it. */
    static Promise of(Gate gate, String method, @Nullable Class<?> lentAs) {
        return new Promise(gate, gate.pending().hold(method), method, lentAs, System.nanoTime());
    }

    /** The value as the caller gets it. */
    @Nullable
    Object out(@Nullable Object value) {
        return lentAs == null ? value : Gate.lend(value, gate, lentAs);
    }

    /** Why the result does not come. */
    PluginUnavailableException abandoned() {
        return gate.unavailable(PendingResults.ABANDONED);
    }

    /** The result has come, or is not waited for any more. */
    void over(PendingResults.Pending result) {
        gate.pending().remove(result);
        gate.pending().giveBack(guard);
    }
}
