package io.rundown.sample.audit;

import io.rundown.sample.checkout.CheckoutEvents;
import org.jspecify.annotations.Nullable;
import org.pf4j.Plugin;

/** The plugin {@code audit}: begins the {@link Watch} when it starts and ends it when it stops. */
public final class AuditPlugin extends Plugin {

    /**
     * The watch of the running plugin. Static, as pf4j makes extensions through a constructor without arguments; each
     * loaded copy of the plugin has a class loader, hence a field, of its own.
     */
    private static volatile @Nullable Watch watch;

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
        watch = new Watch(CheckoutEvents.shared());
    }

    /** Ends the watch, except for what it leaves behind on purpose; a second call does nothing. */
    @Override
    public void stop() {
        Watch ending = watch;
        watch = null;
        if (ending != null) {
            ending.close();
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
