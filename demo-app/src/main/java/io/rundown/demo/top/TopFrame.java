package io.rundown.demo.top;

import io.rundown.demo.screen.Brief;
import io.rundown.demo.screen.Glyphs;
import io.rundown.demo.screen.Line;
import io.rundown.demo.top.Layout.Column;
import io.rundown.host.model.GenerationPhase;
import io.rundown.host.model.GenerationStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * One frame of the live view: depends on nothing but what it is made of.
 *
 * @param before the look that rates are counted from
 * @param now the look that is shown
 * @param hint what a person at the keyboard has to know, or an empty string; left out where there is no room
 * @param notes lines below everything
 * @param glyphs what characters to use
 */
public record TopFrame(Look before, Look now, String hint, List<String> notes, Glyphs glyphs) {

    private static final int MOST_DRAINS = 4;
    private static final int LEAST_SCALE = 8;
    private static final int AROUND_THE_TABLE = 2;

    /**
     * The lines of the frame, none longer than the width and no more than the height.
     *
     * @param width at least one
     * @param height at least one
     */
    public List<Line> lines(int width, int height) {
        List<GenerationStatus> generations = now.generations();
        List<Line> below = new ArrayList<>();
        drains(generations, below);
        notes.forEach(each -> below.add(new Line(each, Line.Look.FAINT)));
        int room = Math.max(1, height - AROUND_THE_TABLE - (below.isEmpty() ? 0 : 1 + below.size()));

        List<Line> lines = new ArrayList<>();
        lines.add(Line.plain(title(generations, width)));
        table(generations, width, room, lines);
        if (!below.isEmpty()) {
            lines.add(Line.plain(""));
            lines.addAll(below);
        }
        return lines.stream()
                .limit(height)
                .map(each -> new Line(glyphs.cut(each.text(), width), each.look()))
                .toList();
    }

    private String title(List<GenerationStatus> generations, int width) {
        int plugins = now.status().current().size();
        double calls = now.callsPerSecond(before);
        long inside = generations.stream().mapToLong(GenerationStatus::inside).sum();
        String left = plugins + (plugins == 1 ? " plugin, " : " plugins, ") + Brief.rate(calls) + " calls/s, "
                + Brief.number(inside) + " inside, " + Brief.number(now.refused()) + " refused";
        int between = width - left.length() - hint.length();
        return hint.isEmpty() || between < 2 ? left : left + " ".repeat(between) + hint;
    }

    // ------------------------------------------------------------------------ the table

    private void table(List<GenerationStatus> generations, int width, int room, List<Line> lines) {
        long most =
                generations.stream().mapToLong(GenerationStatus::inside).max().orElse(0);
        Layout layout = new Layout(width, longest(generations));
        lines.add(Line.heading(layout.row(headings(), glyphs)));
        int shown = generations.size() <= room ? generations.size() : room - 1;
        for (GenerationStatus each : generations.subList(0, shown)) {
            Line.Look look = each.phase() == GenerationPhase.ACTIVE ? Line.Look.PLAIN : Line.Look.BUSY;
            lines.add(new Line(layout.row(cells(each, layout, Math.max(LEAST_SCALE, most)), glyphs), look));
        }
        if (shown < generations.size()) {
            lines.add(new Line("and " + (generations.size() - shown) + " more", Line.Look.FAINT));
        }
    }

    private static Map<Column, Integer> longest(List<GenerationStatus> generations) {
        Map<Column, Integer> longest = new EnumMap<>(Column.class);
        for (GenerationStatus each : generations) {
            longest.merge(Column.PLUGIN, each.pluginId().length(), Math::max);
            longest.merge(Column.VERSION, each.version().length(), Math::max);
            longest.merge(Column.GENERATION, String.valueOf(each.generation()).length(), Math::max);
        }
        return longest;
    }

    private static Map<Column, String> headings() {
        Map<Column, String> headings = new EnumMap<>(Column.class);
        for (Column each : Column.values()) {
            headings.put(each, each.heading);
        }
        return headings;
    }

    private Map<Column, String> cells(GenerationStatus each, Layout layout, long scale) {
        Map<Column, String> cells = new EnumMap<>(Column.class);
        cells.put(Column.PLUGIN, each.pluginId());
        cells.put(Column.GENERATION, String.valueOf(each.generation()));
        cells.put(Column.VERSION, each.version());
        cells.put(Column.PHASE, each.phase().toString());
        cells.put(Column.CALLS, Brief.rate(now.callsPerSecond(each, before)));
        cells.put(Column.BAR, glyphs.bar(each.inside(), scale, layout.width(Column.BAR)));
        cells.put(Column.INSIDE, Brief.number(each.inside()));
        cells.put(Column.REFUSED, Brief.number(each.refused()));
        cells.put(Column.FOR, Brief.age(age(each)));
        return cells;
    }

    private Duration age(GenerationStatus generation) {
        return Duration.between(generation.phaseSince(), now.at());
    }

    // ------------------------------------------------------------------------ below the table

    private void drains(List<GenerationStatus> generations, List<Line> lines) {
        List<GenerationStatus> draining = generations.stream()
                .filter(each -> each.phase() == GenerationPhase.DRAINING || each.phase() == GenerationPhase.STOPPING)
                .toList();
        for (GenerationStatus each : draining.subList(0, Math.min(MOST_DRAINS, draining.size()))) {
            lines.add(new Line(drain(each), Line.Look.BUSY));
        }
        if (draining.size() > MOST_DRAINS) {
            lines.add(new Line("and " + (draining.size() - MOST_DRAINS) + " more on their way out", Line.Look.BUSY));
        }
    }

    private String drain(GenerationStatus each) {
        String what = each.phase() == GenerationPhase.DRAINING ? "draining" : "stopping";
        long refused = each.drain() == null ? each.refused() : each.drain().refused();
        return each.pluginId() + " " + each.version() + " (generation " + each.generation() + ") " + what + " for "
                + Brief.age(age(each)) + ": " + each.inside() + " inside, " + Brief.number(refused) + " refused";
    }
}
