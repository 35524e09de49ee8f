package io.rundown.demo.screen;

/**
 * The characters of a picture that a terminal may or may not have.
 *
 * @param bar a full character of a bar
 * @param cut stands where something was cut off; one character
 */
public record Glyphs(char bar, char cut) {

    /** For terminals that know them. */
    public static final Glyphs UNICODE = new Glyphs('█', '…');

    /** For all others. */
    public static final Glyphs ASCII = new Glyphs('#', '~');

    /** Those that the standard output of this process can show. */
    public static Glyphs ofProcess() {
        return Screen.isUnicode() ? UNICODE : ASCII;
    }

    /** A text in at most so many characters. */
    public String cut(String text, int width) {
        if (text.length() <= width) {
            return text;
        }
        return width <= 0 ? "" : text.substring(0, width - 1) + cut;
    }

    /** A bar in so many characters; whatever is more than nothing can be seen. */
    public String bar(long part, long whole, int width) {
        long filled = part <= 0 ? 0 : Math.min(width, Math.max(1, part * width / Math.max(1, whole)));
        return String.valueOf(bar).repeat((int) filled) + " ".repeat(width - (int) filled);
    }
}
