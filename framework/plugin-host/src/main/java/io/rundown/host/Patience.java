package io.rundown.host;

import io.rundown.RundownProtection;
import java.time.Duration;

/**
 * How an operation waits for calls to end. An interrupt ends the wait that it meets and all later ones of the operation,
 * as if their time were over; it is kept for the caller.
 */
final class Patience implements AutoCloseable {

    private boolean interrupted;

    /** Whether everyone left the protection, whose rundown has begun, within the time. */
    boolean outlasts(RundownProtection protection, Duration time) {
        try {
            return protection.awaitRundown(interrupted ? Duration.ZERO : time);
        } catch (InterruptedException e) {
            interrupted = true;
            return protection.state() == RundownProtection.State.RUN_DOWN;
        }
    }

    /** Gives the interrupt back. */
    @Override
    public void close() {
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
