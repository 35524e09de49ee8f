package io.rundown.demo.shell;

import java.util.ArrayList;
import java.util.List;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.ParsedLine;

/**
 * A line that is being typed, as far as the cursor: what comes after it has no say in what is completed.
 *
 * @param line all of it
 * @param cursor where the cursor is
 * @param typed what is before it
 */
record TypedLine(String line, int cursor, Words typed) implements CompletingParsedLine {

    /** Takes lines apart as the shell does. */
    static final class Parser implements org.jline.reader.Parser {

        @Override
        public ParsedLine parse(String line, int cursor, ParseContext context) {
            return new TypedLine(line, cursor, Words.of(line.substring(0, cursor)));
        }
    }

    private boolean hasBegun() {
        return typed.lastStart() < cursor;
    }

    /** In a comment, one that nothing completes. */
    @Override
    public String word() {
        return typed.comment() ? "#" : hasBegun() ? typed.begun() : "";
    }

    @Override
    public int wordCursor() {
        return word().length();
    }

    @Override
    public int wordIndex() {
        return words().size() - 1;
    }

    @Override
    public List<String> words() {
        List<String> words = new ArrayList<>(typed.words());
        if (!hasBegun()) {
            words.add(word());
        }
        return words;
    }

    @Override
    public CharSequence escape(CharSequence candidate, boolean complete) {
        return Words.typed(candidate.toString());
    }

    @Override
    public int rawWordCursor() {
        return cursor - Math.min(cursor, typed.lastStart());
    }

    @Override
    public int rawWordLength() {
        return rawWordCursor();
    }
}
