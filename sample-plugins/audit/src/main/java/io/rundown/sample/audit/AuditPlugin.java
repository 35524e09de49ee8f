package io.rundown.sample.audit;

import io.rundown.sample.checkout.CheckoutEvents;
import org.jspecify.annotations.Nullable;
import org.pf4j.Plugin;

/** The plugin {@code audit}: begins the {@link Watch} and takes {@link Loans} when it starts, ends both when it stops. */
public final class AuditPlugin extends Plugin {

    /**
     * The watch of the running plugin. Static, as pf4j makes extensions through a constructor without arguments; each
     * loaded copy of the plugin has a class loader, hence a field, of its own.
     */
    private static volatile @Nullable Watch watch;

    private volatile @Nullable Loans loans;

    /** Called by the plugin manager. */
    public AuditPlugin() {}

    /**
     * Begins to watch.
     *
     * @throws IllegalArgumentException if {@link Leaks#PROPERTY} asks for a leak that there is not
     */
    @Override
    public void start() {
        Leaks.choose(System.getProperty(Leaks.PROPERTY));
        Watch begun = new Watch(CheckoutEvents.shared());
        try {
            loans = Loans.take(begun);
        } catch (RuntimeException | Error e) {
            closeAfter(e, begun);
            throw e;
        }
        watch = begun;
    }

    private static void closeAfter(Throwable failure, Watch begun) {
        try {
            begun.close();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    /**
     * Gives the loans back and ends the watch, except for what is left behind on purpose; a second call does nothing.
     *
     * @throws RuntimeException the first thing that went wrong; later ones are suppressed in it
     */
    @Override
    public void stop() {
        Watch ending = watch;
        Loans taken = loans;
        watch = null;
        loans = null;
        if (ending == null || taken == null) {
            return;
        }
        try (ending) {
            taken.close();
        }
    }

    static Watch watch() {
        Watch running = watch;
        if (running == null) {
            throw new IllegalStateException("Plugin 'audit' is not started");
        }
        return running;
    }
}
