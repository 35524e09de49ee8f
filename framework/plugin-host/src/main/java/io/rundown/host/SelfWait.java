package io.rundown.host;

import io.rundown.host.model.SelfUnloadException;
import java.util.Collection;

/** Keeps operations from waiting for the thread that asks for them. {@link Claims} sees to operations in a circle. */
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
                throw new SelfUnloadException(operation, "plugin '" + each.id() + "'", wayOut);
            }
        }
    }

    private static boolean isInLifecycleOf(String id) {
        return Thread.currentThread() instanceof LifecycleThread thread
                && thread.pluginId().equals(id);
    }
}
