package io.rundown.host;

import io.rundown.host.model.SelfUnloadException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Who may change which plugins. An operation claims the ids of all plugins that it changes or relies on, all at once, so
 * operations cannot wait for each other in a circle; those on different plugins run side by side.
 *
 * <p>A claim is no lock: plugin code runs and calls drain while it is held, and only other operations wait for it. That
 * wait does not end on an interrupt; it lasts as long as the time limits of the operations before allow.
 *
 * <p>Foreign code that an operation calls, such as a listener or a plugin's {@code start()}, may ask for operations of
 * its own. Then a circle could close after all. Whoever would close it is refused.
 */
final class Claims {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** Guarded by {@link #lock}. */
    private final List<Claim> held = new ArrayList<>();

    /** What each waiting thread waits for. Guarded by {@link #lock}. */
    private final IdentityHashMap<Thread, List<Claim>> waiting = new IdentityHashMap<>();

    /** Guarded by {@link #lock}. */
    private boolean closed;

    /**
     * Claims plugins for an operation that brings new generations in.
     *
     * @throws IllegalStateException if the host is closed
     * @see #claim
     */
    Claim claimToLoad(String operation, Supplier<Set<String>> ids) {
        return claim(operation, ids, true);
    }

    /**
     * Waits until nobody else holds any of the ids, and holds them.
     *
     * @param operation for error messages, as in "unload of 'tax'"
     * @param ids what to claim; asked again after every wait, because the world may have changed
     * @throws SelfUnloadException if a holder waits, through whatever others, for this very thread
     */
    Claim claim(String operation, Supplier<Set<String>> ids) {
        return claim(operation, ids, false);
    }

    /**
     * For an operation that would find nothing to work with in a closed host.
     *
     * @throws IllegalStateException if the host is closed
     */
    void requireOpen(String operation) {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("This plugin host is closed; refused: " + operation);
            }
        } finally {
            lock.unlock();
        }
    }

    private Claim claim(String operation, Supplier<Set<String>> ids, boolean loads) {
        lock.lock();
        try {
            while (true) {
                if (loads) {
                    requireOpen(operation);
                }
                Set<String> wanted = Set.copyOf(ids.get());
                List<Claim> inTheWay = holdersOfAny(wanted);
                if (inTheWay.isEmpty()) {
                    Claim claim = new Claim(operation, wanted);
                    held.add(claim);
                    return claim;
                }
                await(operation, inTheWay);
            }
        } finally {
            lock.unlock();
        }
    }

    private List<Claim> holdersOfAny(Set<String> wanted) {
        return held.stream()
                .filter(each -> !Collections.disjoint(each.ids, wanted))
                .toList();
    }

    @SuppressWarnings("WaitNotInLoop") // both callers loop
    private void await(String operation, List<Claim> inTheWay) {
        refuseCircle(operation, inTheWay);
        waiting.put(Thread.currentThread(), inTheWay);
        try {
            changed.awaitUninterruptibly();
        } finally {
            waiting.remove(Thread.currentThread());
        }
    }

    /** Follows what the holders wait for. The circle is seen by the last to join it, because all this is under the lock. */
    private void refuseCircle(String operation, Collection<Claim> inTheWay) {
        Set<Claim> seen = new HashSet<>(inTheWay);
        Deque<Claim> toFollow = new ArrayDeque<>(inTheWay);
        while (!toFollow.isEmpty()) {
            Claim next = toFollow.remove();
            if (next.waitsFor(Thread.currentThread())) {
                throw new SelfUnloadException(
                        operation, "the " + next.operation, "do it afterwards, or asynchronously and without waiting");
            }
            waiting.forEach((thread, claims) -> {
                if (next.waitsFor(thread)) {
                    claims.stream().filter(seen::add).forEach(toFollow::add);
                }
            });
        }
    }

    /** Whether an operation that holds a claim is waiting for the calling thread: it is in a callback. */
    boolean isAwaited() {
        lock.lock();
        try {
            return held.stream().anyMatch(each -> each.waitsFor(Thread.currentThread()));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Refuses operations that bring new generations in, and waits until those that began before are over.
     *
     * @return false if that was done before
     * @throws SelfUnloadException if one of them waits for this very thread
     */
    boolean close() {
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            refuseCircle("close of the plugin host", held);
            closed = true;
            while (!held.isEmpty()) {
                await("close of the plugin host", List.copyOf(held));
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** What one operation holds until it closes this. */
    final class Claim implements AutoCloseable {

        private final String operation;
        private final Set<String> ids;
        private final Thread owner = Thread.currentThread();

        private Claim(String operation, Set<String> ids) {
            this.operation = operation;
            this.ids = ids;
        }

        /** The operation goes on when this thread does: it is its own, or one that runs a piece of a plugin for it. */
        private boolean waitsFor(Thread thread) {
            return thread == owner || (thread instanceof LifecycleThread piece && ids.contains(piece.pluginId()));
        }

        /** Idempotent. */
        @Override
        public void close() {
            lock.lock();
            try {
                held.remove(this);
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
