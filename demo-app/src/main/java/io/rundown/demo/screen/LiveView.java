package io.rundown.demo.screen;

import java.time.Duration;
import java.util.function.IntPredicate;

/** Shows a picture again and again. */
public interface LiveView {

    /** As a number of times: until somebody leaves. */
    int FOREVER = Integer.MAX_VALUE;

    /**
     * Shows it until it has been seen often enough, or a person leaves. Blocks.
     *
     * @param picture what to show; asked on this thread
     * @param interval the time between two looks
     * @param times how often to look, or {@link #FOREVER}
     * @param leaves which keys leave, where there are keys
     * @throws InterruptedException if interrupted; the screen is as it was before
     */
    void show(Picture picture, Duration interval, int times, IntPredicate leaves) throws InterruptedException;

    /** Whether it is drawn in place, for a person who can leave. */
    boolean isInPlace();
}
