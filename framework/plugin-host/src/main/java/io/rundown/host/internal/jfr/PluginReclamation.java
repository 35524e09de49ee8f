package io.rundown.host.internal.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Timespan;

@Name("io.rundown.PluginReclamation")
@Label("Plugin Reclamation")
@Category("Rundown")
@Description("It was found out whether the class loader of an unloaded generation is gone")
final class PluginReclamation extends GenerationEvent {

    @Label("Verdict")
    @Description("RECLAIMED, or LEAKED if something still refers to it")
    String verdict = "";

    @Label("Time Taken")
    @Description("From the closing of the class loader to its being seen to be gone; zero if it is not")
    @Timespan(Timespan.NANOSECONDS)
    long taken;

    @Label("Survived Collections")
    @Description("Collections that unload classes and that the class loader has survived for certain")
    int survived;
}
