package io.rundown.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.rundown.Guard;
import io.rundown.RundownProtection;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Two holders leave together, one of whom has begun the rundown: one of them must be the last. */
@JCStressTest
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "One was refused; the other ended the rundown.")
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Both left, and the later one ended the rundown.")
@Outcome(id = "., 0", expect = FORBIDDEN, desc = "Everyone has left, and nobody ended the rundown.")
@State
public class TwoLeaveTogether {

    private final RundownProtection protection = new RundownProtection();

    @Actor
    public void caller(II_Result r) {
        Guard guard = protection.tryAcquire();
        if (guard != null) {
            guard.close();
            r.r1 = 1;
        }
    }

    @Actor
    public void callerWhoBegins() {
        Guard guard = protection.acquire();
        protection.beginRundown();
        guard.close();
    }

    @Arbiter
    public void later(II_Result r) {
        r.r2 = protection.state() == RundownProtection.State.RUN_DOWN ? 1 : 0;
    }
}
