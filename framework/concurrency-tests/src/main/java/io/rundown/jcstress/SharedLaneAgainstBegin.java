package io.rundown.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.rundown.RundownProtection;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** As {@link AcquireAgainstBegin} for a guard that belongs to no thread. */
@JCStressTest
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "Refused; nobody was inside.")
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "Refused; the owner looked while the enter was being taken back.")
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "Admitted, and seen inside.")
@Outcome(id = "1, 1", expect = FORBIDDEN, desc = "Inside what has run down.")
@State
public class SharedLaneAgainstBegin {

    private final RundownProtection protection = new RundownProtection();

    /** Kept, so that nobody takes it for a guard that was dropped. */
    Object guard = this;

    @Actor
    public void caller(II_Result r) {
        Object acquired = protection.tryAcquireTransferable();
        if (acquired != null) {
            guard = acquired;
            r.r1 = 1;
        }
    }

    @Actor
    public void owner(II_Result r) {
        r.r2 = Owner.hasRunDown(protection);
    }
}
