package io.rundown.host.internal.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;

/** Something on a generation's way out that takes its time and may fail. */
abstract class StepEvent extends GenerationEvent implements Flight.Step {

    @Label("Outcome")
    @Description("How it ended")
    String outcome = "";

    @Label("Failure")
    @Description("What was thrown, or an empty string")
    String failure = "";

    @Override
    public void end(String result, String thrown) {
        end();
        if (shouldCommit()) {
            outcome = result;
            failure = thrown;
            commit();
        }
    }
}
