package io.rundown.host.internal.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** Off unless asked for: callers that do not look may be refused a million times a second. */
@Name("io.rundown.CallRefused")
@Label("Call Refused")
@Category("Rundown")
@Description("A call found the plugin away and was refused")
@Enabled(false)
@StackTrace
final class CallRefused extends GenerationEvent {

    @Label("Phase")
    @Description("Where the generation that refused stood")
    String phase = "";

    @Label("Reason")
    String reason = "";
}
