package io.rundown.host.internal.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

@Name("io.rundown.PluginStop")
@Label("Plugin Stop")
@Category("Rundown")
@Description("Plugin.stop() was called and waited for")
final class PluginStop extends GenerationEvent implements Flight.Step {

    @Label("Outcome")
    @Description("STOPPED, FAILED or TIMED_OUT")
    String outcome = "";

    @Label("Failure")
    @Description("What it threw, or an empty string")
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
