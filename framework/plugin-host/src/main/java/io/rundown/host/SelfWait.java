package io.rundown.host;

import io.rundown.host.model.SelfUnloadException;
import java.util.Collection;

/** Keeps operations from waiting for the thread that asks for them. */
final class SelfWait {

    private SelfWait() {}

    /**
     * For an operation that will wait for the calls inside some generations, and for their {@code stop()}.
     *
     * @param operation as in "unload of 'tax'"
     * @param wayOut what to do instead
     * @throws SelfUnloadException if the calling thread is inside one of them
     */
    static void refuse(Collection<Generation> waitedFor, String operation, String wayOut) {
        for (Generation each : waitedFor) {
            if (each.gate().protection().isHeldByCurrentThread() || isInLifecycleOf(each.id())) {
                throw new SelfUnloadException(operation, each.id(), wayOut);
            }
        }
    }

    /**
     * For an operation that will wait until another one has given up a claim.
     *
     * @throws SelfUnloadException if that other one waits for the calling thread
     */
    static void refuse(Claims.Claim holder, String operation) {
        if (Thread.currentThread() instanceof LifecycleThread thread && holder.covers(thread.pluginId())) {
            throw new SelfUnloadException(
                    operation, thread.pluginId(), "do it after this step of the plugin's own start or stop is over");
        }
    }

    private static boolean isInLifecycleOf(String id) {
        return Thread.currentThread() instanceof LifecycleThread thread
                && thread.pluginId().equals(id);
    }
}
