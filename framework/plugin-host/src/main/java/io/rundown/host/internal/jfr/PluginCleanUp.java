package io.rundown.host.internal.jfr;

import io.rundown.host.model.Leftover;
import io.rundown.host.model.Leftover.Outcome;
import java.util.List;
import java.util.stream.Collectors;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

@Name("io.rundown.PluginCleanUp")
@Label("Plugin Clean-Up")
@Category("Rundown")
@Description("What a stopped generation had left behind was looked for and taken away")
final class PluginCleanUp extends GenerationEvent implements Flight.CleanUp {

    @Label("Cleaned")
    @Description("Leftovers that were taken away")
    long cleaned;

    @Label("Still There")
    @Description("Leftovers that could not be taken away")
    long stillThere;

    @Label("Reported")
    @Description("Leftovers that the policy lets stay")
    long reported;

    @Label("Kinds")
    @Description("What kinds of leftovers were found; empty if there were none")
    String kinds = "";

    @Label("Failure")
    @Description("What ended the clean-up before its time, or an empty string")
    String failure = "";

    @Override
    public void end(List<Leftover> found, String thrown) {
        end();
        if (shouldCommit()) {
            cleaned = count(found, Outcome.CLEANED);
            stillThere = count(found, Outcome.STILL_THERE);
            reported = count(found, Outcome.REPORTED);
            kinds = found.stream().map(each -> each.kind().name()).distinct().collect(Collectors.joining(", "));
            failure = thrown;
            commit();
        }
    }

    private static long count(List<Leftover> found, Outcome outcome) {
        return found.stream().filter(each -> each.outcome() == outcome).count();
    }
}
