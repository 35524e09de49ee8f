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

    @Label("Kind")
    @Description("What is inside: a platform thread, a virtual one, or none but a result that was promised")
    String kind = "";

    @Label("Method")
    @Description("The extension method that was called; empty if that is not known")
    String method = "";

    @Label("Holding Thread")
    @Description(
            "The thread inside; of an asynchronous call the one that made it, if that is known. Most virtual threads"
                    + " have no name")
    String holder = "";

    @Label("Holding Thread's Identifier")
    @Description("Of the same thread; zero if it is not known")
    long holderId;

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
