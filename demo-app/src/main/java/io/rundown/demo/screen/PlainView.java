package io.rundown.demo.screen;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.IntPredicate;

/** Writes the picture below the one before, for pipes and files. */
public final class PlainView implements LiveView {

    private static final int WIDTH = 80;

    private final PrintWriter out;

    /** Makes a view of lines. */
    public PlainView(PrintWriter out) {
        this.out = out;
    }

    /** Ends early when nobody reads any more, as when the other end of a pipe is closed. */
    @Override
    public void show(Picture picture, Duration interval, int times, IntPredicate leaves) throws InterruptedException {
        for (int look = 0; look < times; look++) {
            if (look > 0) {
                Thread.sleep(interval.toMillis());
                out.println();
            }
            picture.paint(WIDTH, Integer.MAX_VALUE).forEach(line -> out.println(line.text()));
            if (out.checkError()) {
                return;
            }
        }
    }

    @Override
    public boolean isInPlace() {
        return false;
    }
}
