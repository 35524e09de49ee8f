package io.rundown.host.internal.handle;

import io.rundown.RundownProtection;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many calls a generation has let in, all of them once they have left. Callers pay nothing for it. A promise is a hold of
 * its own besides the call's, and no other call.
 *
 * <p>As long as nobody is refused, every enter is a call. Afterwards one may be that of a caller who is about to be refused
 * and takes it back, which nobody but that caller can tell from a call. So once the doors begin to close, exits are
 * counted: a call that came in after the last look at the enters counts when it ends. Who enters while the doors close may
 * have been counted by a look and be refused then; that is put right as soon as nobody is inside.
 */
final class CallCount {

    private final RundownProtection protection;
    private final PendingResults pending;

    /** The most that a look has told. A floor only: whoever lowers it late has the next look count again. */
    private final AtomicLong told = new AtomicLong();

    /** Set before the doors first close, and looked at after the enters were. */
    private volatile boolean refusing;

    CallCount(RundownProtection protection, PendingResults pending) {
        this.protection = protection;
        this.pending = pending;
    }

    /** Says that callers may be refused from now on. */
    void closing() {
        soFar();
        refusing = true;
    }

    long soFar() {
        // First the holds, then what of them are promises, which are counted before their holds are.
        long enters = protection.acquired();
        long seen = enters - pending.promised();
        if (refusing) {
            long exits = protection.released();
            seen = exits - pending.over();
            if (exits == protection.acquired()) {
                told.set(seen);
            }
        }
        return told.accumulateAndGet(seen, Math::max);
    }

    /** How many have ended: none that was refused, and no less than before. */
    long ended() {
        long exits = protection.released();
        return exits - pending.over();
    }
}
