package io.rundown.host.internal.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Timespan;

@Name("io.rundown.StuckCall")
@Label("Stuck Call")
@Category("Rundown")
@Description(
        "A call that a generation has been waiting for, while draining, for longer than the host was told to accept")
final class StuckCall extends GenerationEvent {

    @Label("Draining For")
    @Timespan(Timespan.NANOSECONDS)
    long drainingFor;

    @Label("Method")
    @Description("The extension method that was called; empty if that is not known")
    String method = "";

    @Label("Kind")
    @Description("What is inside: platform, virtual, or asynchronous, which is no thread")
    String kind = "";

    @Label("Holding Thread")
    @Description(
            "The thread inside, its identifier after a # if it has no name; of an asynchronous call the one that made it, in verifier mode")
    String holder = "";

    @Label("Inside At Least")
    @Description("How long it has been inside at the least")
    @Timespan(Timespan.NANOSECONDS)
    long insideAtLeast;

    @Label("Asynchronous Calls")
    @Description("How many asynchronous calls this is about, which no thread holds; zero if it is about a thread")
    long asynchronous;

    @Label("Holder's Stack")
    @Description("Where the thread inside is, innermost frame first")
    String holderStack = "";

    @Label("Entered At")
    @Description("In verifier mode, where the call came in, innermost frame first; else empty")
    String enteredAt = "";
}
