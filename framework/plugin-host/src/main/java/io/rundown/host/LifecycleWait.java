package io.rundown.host;

import java.time.Duration;

/** How the host waits for a piece of a plugin's lifecycle, and when it gives it up. */
@FunctionalInterface
interface LifecycleWait {

    /**
     * Waits for a thread to end. An interrupt does not end the wait, and is kept for the caller.
     *
     * @param thread runs the piece
     * @param limit how long it may take
     * @return whether it has ended; otherwise it is given up
     */
    boolean ends(Thread thread, Duration limit);
}
