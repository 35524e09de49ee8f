package io.rundown.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.rundown.Guard;
import io.rundown.RundownProtection;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** A caller comes, writes and leaves while the owner waits: admitted, waited to the end, what the owner then reads. */
@JCStressTest
@Outcome(id = "0, 1, 0", expect = ACCEPTABLE, desc = "Refused; nothing was written.")
@Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "Admitted and left; what was written inside is visible.")
@Outcome(
        id = "1, 1, 0",
        expect = FORBIDDEN,
        desc = "The wait has returned, and what was written inside is not visible.")
@Outcome(id = "., 0, .", expect = FORBIDDEN, desc = "The wait was never woken.")
@State
public class ReleaseAgainstWait {

    private final RundownProtection protection = new RundownProtection();

    /** Plain: the release and the wait order it. */
    private int written;

    @Actor
    public void caller(III_Result r) {
        Guard guard = protection.tryAcquire();
        if (guard != null) {
            written = 1;
            guard.close();
            r.r1 = 1;
        }
    }

    @Actor
    public void owner(III_Result r) {
        r.r2 = Owner.runDown(protection);
        r.r3 = written;
    }
}
