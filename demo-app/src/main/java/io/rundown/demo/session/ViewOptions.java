package io.rundown.demo.session;

import io.rundown.demo.screen.LiveView;
import io.rundown.demo.screen.Picture;
import java.time.Duration;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of what is looked at again and again. */
public final class ViewOptions {

    private static final int PLAIN_TIMES = 10;
    private static final Duration USUAL = Duration.ofSeconds(1);
    private static final Duration SHORTEST = Duration.ofMillis(50);

    @Option(
            names = "--interval",
            paramLabel = "TIME",
            converter = Times.class,
            description = "The time between two looks, as in 500ms. Default: 1s.")
    private @Nullable Duration interval;

    @Option(
            names = "--times",
            paramLabel = "N",
            description = "How often to look. Default: on a terminal until somebody leaves, else " + PLAIN_TIMES + ".")
    private @Nullable Integer times;

    /** Whether the time between two looks was said. */
    public boolean saysInterval() {
        return interval != null;
    }

    /** Whether how often to look was said. */
    public boolean saysHowOften() {
        return times != null;
    }

    /**
     * Shows something as the options say.
     *
     * @throws UserMistake if they ask for what cannot be
     * @throws InterruptedException if interrupted
     */
    public void show(LiveView view, Picture picture, IntPredicate leaves) throws InterruptedException {
        check();
        int often = times != null ? times : view.isInPlace() ? LiveView.FOREVER : PLAIN_TIMES;
        view.show(picture, interval == null ? USUAL : interval, often, leaves);
    }

    /**
     * Looks at the options before anything is done.
     *
     * @throws UserMistake if they ask for what cannot be
     */
    public void check() {
        if (times != null && times < 1) {
            throw new UserMistake("--times must be at least 1, not " + times);
        }
        if (interval != null && interval.compareTo(SHORTEST) < 0) {
            throw new UserMistake("--interval must be at least " + SHORTEST.toMillis() + "ms");
        }
    }
}
