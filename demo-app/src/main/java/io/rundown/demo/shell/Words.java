package io.rundown.demo.shell;

import java.util.ArrayList;
import java.util.List;

/**
 * A line as words. White space separates them; what stands between two quotes of a kind is taken as it is; a backslash
 * before white space or a quote takes away its meaning, and is itself anywhere else, as in the paths of Windows. A
 * {@code #} at the beginning of a word begins a comment.
 *
 * @param words what the words say, without quotes
 * @param lastStart where the last word begins in the line; the line's length if the next one has not begun
 * @param unclosed whether the line ends between quotes
 * @param comment whether it ends in a comment
 */
record Words(List<String> words, int lastStart, boolean unclosed, boolean comment) {

    private static final String SPECIAL = " \t'\"";

    static Words of(String line) {
        return new Splitter(line).split();
    }

    /** A word as it has to be typed. */
    static String typed(String word) {
        StringBuilder typed = new StringBuilder();
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (SPECIAL.indexOf(c) >= 0 || (i == 0 && c == '#')) {
                typed.append('\\');
            }
            typed.append(c);
        }
        return typed.toString();
    }

    /** The last word as far as it goes; empty if the next one has not begun. */
    String begun() {
        return words.isEmpty() ? "" : words.get(words.size() - 1);
    }

    private static final class Splitter {

        private static final char NONE = 0;

        private final String line;
        private final List<String> words = new ArrayList<>();
        private final StringBuilder word = new StringBuilder();
        private int start = -1;
        private char quote = NONE;

        Splitter(String line) {
            this.line = line;
        }

        Words split() {
            for (int i = 0; i < line.length(); i++) {
                char c = line.charAt(i);
                if (quote != NONE) {
                    takeQuoted(c);
                } else if (c == '#' && start < 0) {
                    return new Words(List.copyOf(words), line.length(), false, true);
                } else if (Character.isWhitespace(c)) {
                    end();
                } else {
                    begin(i);
                    if (c == '\'' || c == '"') {
                        quote = c;
                    } else if (escapes(i)) {
                        i++;
                        word.append(line.charAt(i));
                    } else {
                        word.append(c);
                    }
                }
            }
            int lastStart = start < 0 ? line.length() : start;
            boolean unclosed = quote != NONE;
            end();
            return new Words(List.copyOf(words), lastStart, unclosed, false);
        }

        private void takeQuoted(char c) {
            if (c == quote) {
                quote = NONE;
            } else {
                word.append(c);
            }
        }

        private boolean escapes(int at) {
            return line.charAt(at) == '\\'
                    && at + 1 < line.length()
                    && (SPECIAL.indexOf(line.charAt(at + 1)) >= 0 || line.charAt(at + 1) == '#');
        }

        private void begin(int at) {
            if (start < 0) {
                start = at;
            }
        }

        private void end() {
            if (start >= 0) {
                words.add(word.toString());
                word.setLength(0);
                start = -1;
            }
        }
    }
}
