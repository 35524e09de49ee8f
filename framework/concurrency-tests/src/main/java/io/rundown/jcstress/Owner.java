package io.rundown.jcstress;

import io.rundown.Guard;
import io.rundown.RundownProtection;
import java.time.Duration;

/** What the tests' owners and callers do, with answers as numbers: 1 for yes, 0 for no. */
final class Owner {

    /** Generous: a wait that takes this long was never going to end. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Owner() {}

    static int hasRunDown(RundownProtection protection) {
        return await(protection, Duration.ZERO);
    }

    static int runDown(RundownProtection protection) {
        return await(protection, PATIENCE);
    }

    private static int await(RundownProtection protection, Duration timeout) {
        try {
            return protection.awaitRundown(timeout) ? 1 : 0;
        } catch (InterruptedException e) {
            throw new AssertionError("Nobody interrupts an actor", e);
        }
    }

    /** Whether somebody who comes now gets in, and out again. */
    static int admits(RundownProtection protection) {
        Guard guard = protection.tryAcquire();
        if (guard == null) {
            return 0;
        }
        guard.close();
        return 1;
    }
}
