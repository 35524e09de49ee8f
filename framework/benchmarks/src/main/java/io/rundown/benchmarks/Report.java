package io.rundown.benchmarks;

import java.util.stream.Stream;

/** Tables under headings, in Markdown. */
public final class Report {

    private final StringBuilder text = new StringBuilder();

    /** Adds a section of one or several tables or paragraphs, each ending with its line. */
    public void section(String title, String... parts) {
        text.append("### ").append(title).append("\n\n");
        Stream.of(parts).forEach(part -> text.append(part).append('\n'));
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
