package io.rundown.demo.screen;

/**
 * One line of a picture.
 *
 * @param text what it says, without control characters
 * @param look how it stands out where a terminal can show that
 */
public record Line(String text, Look look) {

    /** How a line stands out. */
    public enum Look {
        /** Not at all. */
        PLAIN,
        /** Names what is below it. */
        HEADING,
        /** Something is going on. */
        BUSY,
        /** Less important than the rest. */
        FAINT
    }

    /** A line that does not stand out. */
    public static Line plain(String text) {
        return new Line(text, Look.PLAIN);
    }

    /** A heading. */
    public static Line heading(String text) {
        return new Line(text, Look.HEADING);
    }
}
