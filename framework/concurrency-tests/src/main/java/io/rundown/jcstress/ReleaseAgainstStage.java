package io.rundown.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.rundown.Guard;
import io.rundown.RundownProtection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A caller leaves while the owner begins; no timer looks after a stage, so it is the wake-up itself that is seen. */
@JCStressTest
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "Refused; the stage was completed.")
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Admitted and left; the stage was completed.")
@Outcome(id = "., 0", expect = FORBIDDEN, desc = "Everyone has left, and the stage is not completed.")
@State
public class ReleaseAgainstStage {

    private final RundownProtection protection = new RundownProtection();
    private CompletionStage<Void> end = new CompletableFuture<>();

    @Actor
    public void caller(II_Result r) {
        Guard guard = protection.tryAcquire();
        if (guard != null) {
            guard.close();
            r.r1 = 1;
        }
    }

    @Actor
    public void owner() {
        end = protection.whenRunDown();
    }

    @Arbiter
    public void later(II_Result r) {
        r.r2 = end.toCompletableFuture().isDone() ? 1 : 0;
    }
}
