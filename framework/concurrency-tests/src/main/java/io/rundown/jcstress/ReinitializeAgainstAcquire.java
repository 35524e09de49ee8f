package io.rundown.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.rundown.RundownProtection;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** A caller comes while the owner reinitializes: admitted, admits afterwards, and how many are then inside. */
@JCStressTest
@Outcome(id = "0, 1, 0", expect = ACCEPTABLE, desc = "Refused before, and its enter was taken back.")
@Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "Admitted after.")
@Outcome(id = "., 0, .", expect = FORBIDDEN, desc = "Still refuses after reinitialize.")
@Outcome(id = "0, 1, 1", expect = FORBIDDEN, desc = "An enter that was refused still counts.")
@Outcome(id = "1, 1, 0", expect = FORBIDDEN, desc = "A hold does not count.")
@State
public class ReinitializeAgainstAcquire {

    private final RundownProtection protection = new RundownProtection();

    public ReinitializeAgainstAcquire() {
        protection.beginRundown();
        protection.complete();
    }

    @Actor
    public void caller(III_Result r) {
        r.r1 = protection.tryAcquire() == null ? 0 : 1;
    }

    @Actor
    public void owner() {
        protection.reinitialize();
    }

    @Arbiter
    public void later(III_Result r) {
        r.r2 = Owner.admits(protection);
        r.r3 = (int) protection.held();
    }
}
