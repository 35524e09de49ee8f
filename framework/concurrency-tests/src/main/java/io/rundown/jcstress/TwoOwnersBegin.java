package io.rundown.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.rundown.RundownProtection;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Two owners begin while a caller comes: admitted, how many each counts after its begin. Needs three processors. */
@JCStressTest
@Outcome(id = "0, [01], [01]", expect = ACCEPTABLE, desc = "Refused, and perhaps counted while it was taken back.")
@Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "Admitted, and counted by both.")
@Outcome(id = "1, .*, .*", expect = FORBIDDEN, desc = "An owner's begin returned and did not count who was inside.")
@State
public class TwoOwnersBegin {

    private final RundownProtection protection = new RundownProtection();

    @Actor
    public void caller(III_Result r) {
        r.r1 = protection.tryAcquire() == null ? 0 : 1;
    }

    @Actor
    public void owner(III_Result r) {
        protection.beginRundown();
        r.r2 = (int) protection.held();
    }

    @Actor
    public void otherOwner(III_Result r) {
        protection.beginRundown();
        r.r3 = (int) protection.held();
    }
}
