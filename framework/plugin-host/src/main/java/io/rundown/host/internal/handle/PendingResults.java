package io.rundown.host.internal.handle;

import io.rundown.RundownProtection;
import io.rundown.TransferableGuard;
import io.rundown.host.model.PluginUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The results that calls of a generation have promised and that have not come. Stages tell when they come. Plain futures
 * do not: they are looked at when they have become many, and every few milliseconds while their generation drains, so that
 * a caller who never looks does not hold up an unload.
 */
final class PendingResults {

    private static final Logger log = LoggerFactory.getLogger(PendingResults.class);

    static final String ABANDONED = "it was unloaded by force before this result came";

    private static final int FEW = 64;
    private static final long LOOK_EVERY = TimeUnit.MILLISECONDS.toNanos(2);

    /** A result that is still to come. */
    interface Pending {

        /** The call that it is the result of. */
        Promise promise();

        /** Drops what is the plugin's and gives the protection back. Runs nothing foreign. */
        boolean letGo();

        /** Tells whoever waits for it. Runs what they have attached. */
        void fail(PluginUnavailableException why);
    }

    private final Gate gate;
    private final Set<Pending> stages = ConcurrentHashMap.newKeySet();
    private final Set<HeldFuture> futures = ConcurrentHashMap.newKeySet();
    private final LongAdder promised = new LongAdder();
    private final LongAdder over = new LongAdder();

    /** How many futures there may be before they are looked at: twice as many as were left then. A race costs one look. */
    private volatile int many = FEW;

    /** Whether a thread is looking while the generation drains. Who is told so by it must look once more when it ends. */
    private final AtomicBoolean watched = new AtomicBoolean();

    PendingResults(Gate gate) {
        this.gate = gate;
    }

    /** A hold for a result that is to come, asked for inside the call that promises it. */
    TransferableGuard hold(String method) {
        // Counted before the hold is, so that no look at both takes the hold for a call.
        promised.increment();
        TransferableGuard guard = null;
        try {
            guard = gate.protection().tryAcquireTransferable(1, method);
        } finally {
            if (guard == null) {
                promised.decrement();
            }
        }
        if (guard == null) {
            throw new IllegalStateException(gate + ": a call inside was refused a nested hold");
        }
        return guard;
    }

    /** Gives the hold of a result back that has come, or is not waited for any more. */
    void giveBack(TransferableGuard guard) {
        // Likewise.
        over.increment();
        guard.close();
    }

    /** How many results have been promised so far, whatever became of them. */
    long promised() {
        return promised.sum();
    }

    /** How many of them are not waited for any more. */
    long over() {
        return over.sum();
    }

    /** What has been promised and has not come. */
    Stream<Promise> all() {
        return Stream.concat(stages.stream(), futures.stream()).map(Pending::promise);
    }

    void add(Pending stage) {
        stages.add(stage);
        abandonIfLate();
    }

    void addFuture(HeldFuture future) {
        futures.add(future);
        if (futures.size() > many) {
            look();
            many = Math.max(FEW, 2 * futures.size());
        }
        watchIfDraining();
        abandonIfLate();
    }

    /** Called by a result that has come. */
    @SuppressWarnings("CollectionIncompatibleType") // it is in one of them
    void remove(Pending result) {
        if (!stages.remove(result)) {
            futures.remove(result);
        }
    }

    private void look() {
        futures.forEach(HeldFuture::look);
    }

    // ------------------------------------------------------------------------ while draining

    /** Whoever adds a future looks at the state afterwards, whoever begins draining at the futures: one of them sees. */
    void watchIfDraining() {
        if (isWanted() && watched.compareAndSet(false, true)) {
            try {
                gate.inBackground("futures", this::watch);
            } catch (OutOfMemoryError noThread) {
                watched.set(false);
                log.warn(
                        "{}: futures that nobody asks for hold up its unload, as the JVM can make no thread that would"
                                + " look at them: {}. The next future, or the next unload, tries again",
                        gate,
                        noThread.toString());
                look();
            }
        }
    }

    /** By the protection and not by the phase: what is discarded drains without ever having been published. */
    private boolean isWanted() {
        return gate.protection().state() == RundownProtection.State.RUNDOWN_IN_PROGRESS
                && !futures.isEmpty()
                && !gate.isCleared();
    }

    private void watch() {
        while (isWanted()) {
            look();
            LockSupport.parkNanos(LOOK_EVERY);
        }
        watched.set(false);
        watchIfDraining();
    }

    // ------------------------------------------------------------------------ the end

    /** A call that was forced out may still promise something. */
    private void abandonIfLate() {
        if (gate.isCleared()) {
            abandon();
        }
    }

    /** Fails all that are left. Nothing foreign runs on this thread. */
    void abandon() {
        List<Pending> left = new ArrayList<>(stages);
        left.addAll(futures);
        left.removeIf(each -> !each.letGo());
        if (!left.isEmpty()) {
            PluginUnavailableException why = gate.unavailable(ABANDONED);
            gate.inBackground("abandoned", () -> left.forEach(each -> each.fail(why)));
        }
    }
}
