package io.rundown.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.rundown.RundownProtection;
import io.rundown.TransferableGuard;
import java.util.Objects;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Two threads close one transferable guard of two holds: whose close counted, and how many are then inside. */
@JCStressTest
@Outcome(
        id = {"1, 0, 0", "0, 1, 0"},
        expect = ACCEPTABLE,
        desc = "Exactly one close counted.")
@Outcome(id = "1, 1, .*", expect = FORBIDDEN, desc = "Both closes counted.")
@Outcome(id = "0, 0, .*", expect = FORBIDDEN, desc = "Neither close counted.")
@Outcome(
        id = {"1, 0, .*", "0, 1, .*"},
        expect = FORBIDDEN,
        desc = "Holds were left or taken twice.")
@State
public class CloseOnTwoThreads {

    private final RundownProtection protection = new RundownProtection();
    private final TransferableGuard guard = Objects.requireNonNull(protection.tryAcquireTransferable(2));

    @Actor
    public void one(III_Result r) {
        r.r1 = close();
    }

    @Actor
    public void other(III_Result r) {
        r.r2 = close();
    }

    @Arbiter
    public void later(III_Result r) {
        r.r3 = (int) protection.held();
    }

    private int close() {
        try {
            guard.close();
            return 1;
        } catch (IllegalStateException second) {
            return 0;
        }
    }
}
