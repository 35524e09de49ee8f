package io.rundown.host.internal.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Timespan;

@Name("io.rundown.PluginLoad")
@Label("Plugin Load")
@Category("Rundown")
@Description("A generation of a plugin has started and is about to serve")
final class PluginLoad extends GenerationEvent {

    @Label("File")
    @Description("Where it was loaded from")
    String file = "";

    @Label("Start Time Taken")
    @Description("From its class loader being made to its extensions being ready")
    @Timespan(Timespan.NANOSECONDS)
    long startTaken;
}
