package io.rundown.host.model;

import java.time.Duration;

/**
 * What a call through a handle does while its plugin is away: unloaded, or being unloaded.
 *
 * @param atMost how long it waits for the plugin to serve again; zero for not at all
 */
public record WhenUnavailable(Duration atMost) {

    private static final WhenUnavailable REFUSE = new WhenUnavailable(Duration.ZERO);

    /**
     * Checked.
     *
     * @param atMost how long it waits for the plugin to serve again; zero for not at all
     * @throws IllegalArgumentException if the time is negative
     */
    public WhenUnavailable {
        if (atMost.isNegative()) {
            throw new IllegalArgumentException("A time to wait must not be negative: " + atMost);
        }
    }

    /**
     * The call is refused at once with {@link PluginUnavailableException}.
     *
     * @return the default
     */
    public static WhenUnavailable refuse() {
        return REFUSE;
    }

    /**
     * The call waits until the plugin is loaded again, or its unload is given up, and then goes in. When the time is over
     * first, or its thread is interrupted, it is refused with {@link PluginUnavailableException}.
     *
     * @param atMost the time; zero or more
     * @return what waits so long
     * @throws IllegalArgumentException if the time is negative
     */
    public static WhenUnavailable waitUpTo(Duration atMost) {
        return new WhenUnavailable(atMost);
    }

    /**
     * Whether a call is refused at once.
     *
     * @return true if it does not wait
     */
    public boolean refuses() {
        return atMost.isZero();
    }
}
