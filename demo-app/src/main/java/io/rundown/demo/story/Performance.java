package io.rundown.demo.story;

import io.rundown.demo.screen.Screen;
import io.rundown.demo.session.Session;
import io.rundown.host.PluginHost;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Plays the story once and tells how it ended. */
public final class Performance {

    private Performance() {}

    /** The plugins that the story needs. */
    public static final List<String> PLUGINS = List.of("tax", "fraud", "rates", "carrier", "ledger", "audit");

    /**
     * Plays it.
     *
     * @param host with all of {@link #PLUGINS} loaded; empty afterwards
     * @param otherTax another version of tax that works
     * @param brokenTax a version of tax that does not start
     * @param time how long it should take, about
     * @param threads how many threads check out
     * @param screen where to tell it
     * @return whether every promise was kept
     * @throws InterruptedException if interrupted
     */
    public static boolean play(
            PluginHost host, Path otherTax, Path brokenTax, Duration time, int threads, Screen screen)
            throws InterruptedException {
        Story.Cast cast = new Story.Cast(
                Session.fileOf(host, "fraud"),
                Session.fileOf(host, "tax"),
                otherTax,
                brokenTax,
                Session.fileOf(host, "audit"));
        Facts facts = played(new Story(host, cast, new Pace(time), screen), threads, screen);
        List<Verdict> verdicts = Verdicts.of(facts);
        Summary.print(screen, facts, verdicts);
        long kept = verdicts.stream().filter(Verdict::kept).count();
        screen.line("");
        screen.line(
                kept == verdicts.size()
                        ? "All " + kept + " promises were kept."
                        : verdicts.size() - kept + " of " + verdicts.size() + " promises were broken.");
        return kept == verdicts.size();
    }

    private static Facts played(Story story, int threads, Screen screen) throws InterruptedException {
        try {
            return story.play(threads);
        } finally {
            screen.closeLine();
        }
    }
}
