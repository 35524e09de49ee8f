package io.rundown.sample.carrier;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.pf4j.Plugin;

/** The plugin {@code carrier}: opens the {@link DispatchDesk} when it starts and closes it when it stops. */
public final class CarrierPlugin extends Plugin {

    private static final Duration GRACE = Duration.ofSeconds(2);

    /**
     * The desk of the running plugin. Static, as pf4j makes extensions through a constructor without arguments; each
     * loaded copy of the plugin has a class loader, hence a field, of its own.
     */
    private static volatile @Nullable DispatchDesk desk;

    /** Called by the plugin manager. */
    public CarrierPlugin() {}

    @Override
    public void start() {
        desk = new DispatchDesk(GRACE);
        log.debug("The dispatch desk is open");
    }

    /** Lets the quotes under way finish, for a while; a second call does nothing. */
    @Override
    public void stop() {
        DispatchDesk closing = desk;
        desk = null;
        if (closing != null) {
            closing.close();
            log.debug("The dispatch desk is closed");
        }
    }

    /** The open desk; null before the start and after the stop. */
    static @Nullable DispatchDesk desk() {
        return desk;
    }
}
