package io.rundown.demo.top;

import io.rundown.demo.screen.Glyphs;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Which columns there is room for, and how wide they are. The least important go first, the plugin's id never. */
final class Layout {

    private static final int GAP = 2;
    private static final int LEAST_ID = 8;
    private static final int MOST_BAR = 40;

    /** The columns from left to right. */
    enum Column {
        PLUGIN("plugin", LEAST_ID),
        GENERATION("gen", 3),
        VERSION("version", 7),
        PHASE("phase", 8),
        FOR("for", 6),
        CALLS("calls/s", 7),
        BAR("", 8),
        INSIDE("inside", 6),
        REFUSED("refused", 7);

        final String heading;
        final int least;

        Column(String heading, int least) {
            this.heading = heading;
            this.least = least;
        }

        boolean isNumber() {
            return switch (this) {
                case PLUGIN, VERSION, PHASE, BAR -> false;
                case GENERATION, CALLS, INSIDE, REFUSED, FOR -> true;
            };
        }
    }

    private static final List<Column> FIRST_TO_GO = List.of(
            Column.VERSION,
            Column.BAR,
            Column.REFUSED,
            Column.GENERATION,
            Column.FOR,
            Column.CALLS,
            Column.INSIDE,
            Column.PHASE);

    private final Map<Column, Integer> widths = new EnumMap<>(Column.class);

    /**
     * Divides a width.
     *
     * @param width all there is
     * @param longest how long the longest cells are of ids, generations and versions
     */
    Layout(int width, Map<Column, Integer> longest) {
        for (Column each : Column.values()) {
            widths.put(each, each.least);
        }
        // A number that is cut is a wrong number.
        widths.merge(Column.GENERATION, longest.getOrDefault(Column.GENERATION, 0), Math::max);
        for (Column each : FIRST_TO_GO) {
            if (total() > width) {
                widths.remove(each);
            }
        }
        widenTo(longest.getOrDefault(Column.PLUGIN, 0), Column.PLUGIN, width);
        widenTo(longest.getOrDefault(Column.VERSION, 0), Column.VERSION, width);
        widenTo(MOST_BAR, Column.BAR, width);
        if (total() > width) {
            widths.put(Column.PLUGIN, Math.max(0, width));
        }
    }

    /** As far as the width allows; a column that was left out stays out. */
    private void widenTo(int wanted, Column column, int width) {
        if (widths.containsKey(column)) {
            int by = Math.min(width - total(), wanted - width(column));
            widths.merge(column, Math.max(0, by), Integer::sum);
        }
    }

    private int total() {
        return widths.values().stream().mapToInt(Integer::intValue).sum() + GAP * (widths.size() - 1);
    }

    int width(Column column) {
        return widths.getOrDefault(column, 0);
    }

    /** A row with what the cells of the columns say. */
    String row(Map<Column, String> cells, Glyphs glyphs) {
        List<String> parts = new ArrayList<>();
        widths.forEach((column, width) -> {
            String cell = glyphs.cut(cells.getOrDefault(column, ""), width);
            String padding = " ".repeat(width - cell.length());
            parts.add(column.isNumber() ? padding + cell : cell + padding);
        });
        return String.join(" ".repeat(GAP), parts).stripTrailing();
    }
}
