package io.rundown.host.internal.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.StackTrace;

/** What every event says: whom it is about. */
@Category("Rundown")
@StackTrace(false)
abstract class GenerationEvent extends Event {

    @Label("Plugin")
    @Description("Id of the plugin")
    String plugin = "";

    @Label("Version")
    @Description("Version of the generation")
    String version = "";

    @Label("Generation")
    @Description("Number of the generation, from 1")
    int generation;

    void about(String pluginId, String itsVersion, int number) {
        plugin = pluginId;
        version = itsVersion;
        generation = number;
    }
}
