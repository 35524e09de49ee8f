package io.rundown.demo.screen;

import java.util.ArrayList;
import java.util.List;

/** Rows of text in columns as wide as they need to be. */
public final class Table {

    private final List<List<String>> rows = new ArrayList<>();

    /** Begins a table with its headings. */
    public Table(String... headings) {
        rows.add(List.of(headings));
    }

    /** Adds a row with as many cells as there are headings. */
    public Table row(Object... cells) {
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(String.valueOf(cell));
        }
        if (row.size() != rows.get(0).size()) {
            throw new IllegalArgumentException(
                    "A row of " + row.size() + " cells under " + rows.get(0).size() + " headings");
        }
        rows.add(row);
        return this;
    }

    /** The lines of the table; numbers and times stand to the right, except in the first column. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                String padding = " ".repeat(width(column) - row.get(column).length());
                boolean right = column > 0 && isNumeric(column);
                line.append(right ? padding + row.get(column) : row.get(column) + padding)
                        .append("  ");
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    private boolean isNumeric(int column) {
        return rows.stream().skip(1).allMatch(row -> row.get(column).matches("[0-9][0-9,.smhd]*|-"));
    }
}
