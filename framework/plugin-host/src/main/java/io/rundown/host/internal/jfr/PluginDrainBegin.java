package io.rundown.host.internal.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** Besides {@link PluginDrain}, which is not written before its end and may never end. */
@Name("io.rundown.PluginDrainBegin")
@Label("Plugin Drain Begin")
@Category("Rundown")
@Description("A generation refuses new calls from now on and waits for those inside")
final class PluginDrainBegin extends GenerationEvent {

    @Label("Why")
    @Description("The operation that wants the generation to go")
    String why = "";

    @Label("Inside")
    @Description("Guards open now: calls inside, nested ones counted each, and asynchronous calls not yet completed")
    long inside;

    @Label("Asynchronous Calls")
    @Description("How many of these are asynchronous calls")
    long asynchronous;
}
