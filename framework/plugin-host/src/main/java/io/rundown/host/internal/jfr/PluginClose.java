package io.rundown.host.internal.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

@Name("io.rundown.PluginClose")
@Label("Plugin Close")
@Category("Rundown")
@Description("A generation was let go of: extensions forgotten, class loader closed, private copy deleted")
final class PluginClose extends GenerationEvent implements Flight.Step {

    @Label("Outcome")
    @Description("CLOSED, or NOT_CLOSED if another attempt is needed")
    String outcome = "";

    @Label("Failure")
    @Description("What could not be let go of, or an empty string")
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
