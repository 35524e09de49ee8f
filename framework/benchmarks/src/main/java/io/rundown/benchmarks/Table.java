package io.rundown.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A Markdown table that is readable as it stands: the first column to the left, numbers to the right. */
public final class Table {

    private final List<List<String>> rows = new ArrayList<>();

    /** Makes a table of a heading alone. */
    public Table(List<String> heading) {
        rows.add(List.copyOf(heading));
    }

    /**
     * Adds a row.
     *
     * @throws IllegalArgumentException if it has more or fewer cells than the heading
     */
    public Table row(List<String> cells) {
        if (cells.size() != rows.get(0).size()) {
            throw new IllegalArgumentException("Row " + cells + " under heading " + rows.get(0));
        }
        rows.add(List.copyOf(cells));
        return this;
    }

    /** A number with three digits, or as many as stand before the point; a dash for what was not measured. */
    public static String number(double value) {
        if (Double.isNaN(value)) {
            return "–";
        }
        double size = Math.abs(value);
        String format = size < 9.995 ? "%.2f" : size < 99.95 ? "%.1f" : "%.0f";
        return String.format(Locale.ROOT, format, value);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        appendRow(text, rows.get(0));
        for (int column = 0; column < rows.get(0).size(); column++) {
            int dashes = width(column);
            text.append(column == 0 ? "|:" + "-".repeat(dashes + 1) : "|" + "-".repeat(dashes + 1) + ":");
        }
        text.append("|\n");
        rows.stream().skip(1).forEach(row -> appendRow(text, row));
        return text.toString();
    }

    private void appendRow(StringBuilder text, List<String> row) {
        for (int column = 0; column < row.size(); column++) {
            String padding = " ".repeat(width(column) - row.get(column).length());
            text.append("| ")
                    .append(column == 0 ? row.get(column) + padding : padding + row.get(column))
                    .append(' ');
        }
        text.append("|\n");
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
