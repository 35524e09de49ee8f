package io.rundown.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.rundown.RundownProtection;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Two callers come in, begin and count, each for itself: how many each of them counts, zero if it was refused. */
@JCStressTest
@Outcome(id = "2, 2", expect = ACCEPTABLE, desc = "Both were admitted, and each counted both.")
@Outcome(
        id = {"1, 0", "0, 1"},
        expect = ACCEPTABLE,
        desc = "One was refused.")
@Outcome(
        id = {"2, 0", "0, 2"},
        expect = ACCEPTABLE,
        desc = "One was refused and counted while it was taken back.")
@Outcome(
        id = {"1, .", "., 1"},
        expect = FORBIDDEN,
        desc = "A begin returned and did not count who was inside.")
@State
public class TwoHoldersBegin {

    private final RundownProtection protection = new RundownProtection();

    @Actor
    public void one(II_Result r) {
        r.r1 = enterBeginAndCount();
    }

    @Actor
    public void other(II_Result r) {
        r.r2 = enterBeginAndCount();
    }

    private int enterBeginAndCount() {
        if (protection.tryAcquire() == null) {
            return 0;
        }
        protection.beginRundown();
        return (int) protection.held();
    }
}
