package io.rundown.demo.screen;

import java.util.List;

/** Something that is looked at again and again. */
@FunctionalInterface
public interface Picture {

    /**
     * How it is now.
     *
     * @param width how many columns there are; no line may be longer
     * @param height how many lines there are; {@link Integer#MAX_VALUE} where that does not matter
     * @return its lines
     */
    List<Line> paint(int width, int height);
}
