package io.rundown.host.internal.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

@Name("io.rundown.PluginDrain")
@Label("Plugin Drain")
@Category("Rundown")
@Description("A generation refused new calls and waited for those inside")
final class PluginDrain extends GenerationEvent implements Flight.Drain {

    @Label("Refused")
    @Description("Calls refused meanwhile")
    long refused;

    @Label("Outcome")
    @Description("The phase that followed: STOPPING, or ACTIVE if the unload was given up and it serves again")
    String outcome = "";

    @Label("Still Inside")
    @Description("Guards that were open when it ended; not zero if calls were abandoned or the unload was given up")
    long stillInside;

    @Label("Inside At Timeout")
    @Description("The calls inside when the time to drain was over; empty if it was not")
    String insideAtTimeout = "";

    @Override
    public void end(String next, long refusedMeanwhile, long inside, String late) {
        end();
        if (shouldCommit()) {
            outcome = next;
            refused = refusedMeanwhile;
            stillInside = inside;
            insideAtTimeout = late;
            commit();
        }
    }
}
