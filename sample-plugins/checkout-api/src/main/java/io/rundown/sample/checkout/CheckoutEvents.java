package io.rundown.sample.checkout;

import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The application's registry of those who want to hear of every checkout: the kind of registry that keeps an unloaded
 * plugin alive when the plugin forgets to leave it.
 *
 * <pre>{@code
 * CheckoutEvents.Subscription subscription = CheckoutEvents.shared().subscribe(receipt -> count.increment());
 * ...
 * subscription.close();
 * }</pre>
 *
 * <p>All methods may be called from any thread, listeners included. A listener that is added or removed while an event
 * is going out may or may not get that event.
 */
public final class CheckoutEvents {

    /** Hears of checkouts. */
    @FunctionalInterface
    public interface Listener {

        /**
         * Called after a checkout, on the thread that published it.
         *
         * @param receipt the checkout
         */
        void checkedOut(Receipt receipt);
    }

    /** A listener's place in the registry. */
    public interface Subscription extends AutoCloseable {

        /** Leaves the registry; a second call does nothing. Does not wait for an event that is going out. */
        @Override
        void close();
    }

    private static final Logger log = LoggerFactory.getLogger(CheckoutEvents.class);
    private static final CheckoutEvents SHARED = new CheckoutEvents();

    private final CopyOnWriteArrayList<Entry> entries = new CopyOnWriteArrayList<>();

    /** Whoever writes last wins; that is what "last" means here. */
    private volatile @Nullable Throwable lastFailure;

    /** Makes a registry of its own, without listeners. */
    public CheckoutEvents() {}

    /**
     * Returns the registry that the application and its plugins have in common.
     *
     * @return always the same one
     */
    public static CheckoutEvents shared() {
        return SHARED;
    }

    /**
     * Enters a listener. A listener that is entered twice hears everything twice, and leaves once per subscription.
     *
     * @param listener who wants to hear; held until the subscription is closed
     * @return what to close in order to leave
     */
    public Subscription subscribe(Listener listener) {
        Entry entry = new Entry(this, listener);
        entries.add(entry);
        return entry;
    }

    /**
     * Tells every listener. A listener that throws is logged and changes nothing for the others or the caller; what it
     * threw is remembered.
     *
     * @param receipt the checkout
     */
    public void publish(Receipt receipt) {
        for (Entry entry : entries) {
            try {
                entry.listener.checkedOut(receipt);
            } catch (RuntimeException | LinkageError e) {
                // LinkageError: a listener that its plugin left behind no longer finds its classes.
                lastFailure = e;
                log.warn(
                        "Listener {} failed on the receipt for '{}'",
                        entry.listener.getClass().getName(),
                        receipt.order().id(),
                        e);
            }
        }
    }

    /**
     * Returns what a listener threw last. It is remembered as it was thrown, which keeps the plugin that threw it alive.
     *
     * @return empty if no listener ever failed, or after {@link #forgetFailure}
     */
    public Optional<Throwable> lastFailure() {
        return Optional.ofNullable(lastFailure);
    }

    /** Forgets what a listener threw last; does nothing if that is nothing. */
    public void forgetFailure() {
        lastFailure = null;
    }

    /**
     * Counts the listeners.
     *
     * @return how many subscriptions are open
     */
    public int listeners() {
        return entries.size();
    }

    /** Compared by identity, so that closing one of two subscriptions of the same listener leaves the other. */
    private static final class Entry implements Subscription {

        private final CheckoutEvents registry;
        private final Listener listener;

        Entry(CheckoutEvents registry, Listener listener) {
            this.registry = registry;
            this.listener = listener;
        }

        @Override
        public void close() {
            registry.entries.remove(this);
        }
    }
}
