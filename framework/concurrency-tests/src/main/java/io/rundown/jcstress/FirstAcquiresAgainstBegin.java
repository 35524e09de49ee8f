package io.rundown.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.rundown.RundownProtection;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Two threads come for the first time; the second then begins and counts: the first admitted, how many are inside. */
@JCStressTest
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "The first was refused.")
@Outcome(id = "0, 2", expect = ACCEPTABLE, desc = "The first was refused and counted while its enter was taken back.")
@Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "Both have cells, and both are counted.")
@Outcome(id = "1, 1", expect = FORBIDDEN, desc = "The cell of one was not seen.")
@Outcome(id = ".*, 0", expect = FORBIDDEN, desc = "The own cell was not seen.")
@State
public class FirstAcquiresAgainstBegin {

    private final RundownProtection protection = new RundownProtection();

    @Actor
    public void caller(II_Result r) {
        r.r1 = protection.tryAcquire() == null ? 0 : 1;
    }

    @Actor
    public void callerWhoBegins(II_Result r) {
        protection.acquire();
        protection.beginRundown();
        r.r2 = (int) protection.held();
    }
}
