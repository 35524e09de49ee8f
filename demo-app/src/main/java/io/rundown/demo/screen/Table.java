package io.rundown.demo.screen;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Rows of text in columns as wide as they need to be. */
public final class Table {

    private final List<List<String>> rows = new ArrayList<>();
    private final Set<String> right = new HashSet<>();

    /** Begins a table with its headings. */
    public Table(String... headings) {
        rows.add(List.of(headings));
    }

    /** Has columns stand to the right, as numbers and times should. */
    public Table right(String... headings) {
        List<String> wanted = List.of(headings);
        if (!rows.get(0).containsAll(wanted)) {
            throw new IllegalArgumentException("Not all of " + wanted + " are headings: " + rows.get(0));
        }
        right.addAll(wanted);
        return this;
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

    /** The lines of the table. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                String padding = " ".repeat(width(column) - row.get(column).length());
                boolean toTheRight = right.contains(rows.get(0).get(column));
                line.append(toTheRight ? padding + row.get(column) : row.get(column) + padding)
                        .append("  ");
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
