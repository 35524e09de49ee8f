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

/** A caller calls twice, nested, while the owner waits and frees: outer admitted, inner admitted, freed under it. */
@JCStressTest
@Outcome(id = "0, 0, 0", expect = ACCEPTABLE, desc = "Refused.")
@Outcome(id = "1, 1, 0", expect = ACCEPTABLE, desc = "Admitted, again when nested, and nothing was freed meanwhile.")
@Outcome(id = "1, 0, .", expect = FORBIDDEN, desc = "A holder was refused.")
@Outcome(id = "., ., 1", expect = FORBIDDEN, desc = "Freed while a caller was inside.")
@State
public class NestedAcquireDuringRundown {

    private final RundownProtection protection = new RundownProtection();

    /** Volatile, so that a caller sees it at once. */
    private volatile boolean freed;

    @Actor
    public void caller(III_Result r) {
        Guard outer = protection.tryAcquire();
        if (outer == null) {
            return;
        }
        r.r1 = 1;
        Guard inner = protection.tryAcquire();
        if (inner != null) {
            r.r2 = 1;
            inner.close();
        }
        if (freed) {
            r.r3 = 1;
        }
        outer.close();
    }

    @Actor
    public void owner() {
        freed = Owner.runDown(protection) == 1;
    }
}
