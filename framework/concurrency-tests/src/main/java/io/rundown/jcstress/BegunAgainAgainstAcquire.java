package io.rundown.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.rundown.RundownProtection;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A caller comes while the owner takes a rundown back and begins another: admitted, run down? */
@JCStressTest
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "Refused by one of the two.")
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "Refused; the owner looked while the enter was being taken back.")
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "Admitted in between, and seen inside.")
@Outcome(id = "1, 1", expect = FORBIDDEN, desc = "Inside what has run down.")
@State
public class BegunAgainAgainstAcquire {

    private final RundownProtection protection = new RundownProtection();

    public BegunAgainAgainstAcquire() {
        protection.beginRundown();
    }

    @Actor
    public void caller(II_Result r) {
        r.r1 = protection.tryAcquire() == null ? 0 : 1;
    }

    @Actor
    public void owner(II_Result r) {
        protection.resume();
        r.r2 = Owner.hasRunDown(protection);
    }
}
