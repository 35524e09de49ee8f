package io.rundown.host;

import io.rundown.host.model.SelfUnloadException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who may change which plugins. An operation claims the ids of all plugins that it changes or relies on, all at once, so
 * operations cannot wait for each other in a circle; those on different plugins run side by side.
 *
 * <p>A claim is no lock: plugin code runs and calls drain while it is held, and only other operations wait for it. That
 * wait does not end on an interrupt; it lasts as long as the time limits of the operations before allow.
 */
final class Claims {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** Guarded by {@link #lock}. */
    private final List<Claim> held = new ArrayList<>();

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
     * @throws SelfUnloadException if the holder waits for plugin code that runs on this very thread
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
                Claim holder = holderOfAny(wanted);
                if (holder == null) {
                    Claim claim = new Claim(wanted);
                    held.add(claim);
                    return claim;
                }
                SelfWait.refuse(holder, operation);
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Claim holderOfAny(Set<String> wanted) {
        for (Claim claim : held) {
            if (!Collections.disjoint(claim.ids, wanted)) {
                return claim;
            }
        }
        return null;
    }

    /**
     * Refuses operations that bring new generations in, and waits until those that began before are over.
     *
     * @return false if that was done before
     */
    boolean close() {
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            for (Claim claim : held) {
                SelfWait.refuse(claim, "close of the plugin host");
            }
            closed = true;
            while (!held.isEmpty()) {
                changed.awaitUninterruptibly();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** What one operation holds until it closes this. */
    final class Claim implements AutoCloseable {

        private final Set<String> ids;

        private Claim(Set<String> ids) {
            this.ids = ids;
        }

        boolean covers(String id) {
            return ids.contains(id);
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
