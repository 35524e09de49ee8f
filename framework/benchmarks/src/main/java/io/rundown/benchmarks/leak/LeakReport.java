package io.rundown.benchmarks.leak;

import io.rundown.benchmarks.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;

/** The tables: a row for each tool, a column for each dump. */
final class LeakReport {

    private static final double MEGA = 1e6;
    private static final int LONGEST_PATH = 600;

    private final List<DumpFigures> dumps;

    LeakReport(List<DumpFigures> dumps) {
        this.dumps = List.copyOf(dumps);
    }

    String dumps() {
        Table table = new Table(List.of("dump", "MB", "ms to write it"));
        for (DumpFigures each : dumps) {
            table.row(List.of(
                    each.size().name(),
                    String.format(Locale.ROOT, "%.1f", each.bytes() / MEGA),
                    Table.number(each.dumpMillis())));
        }
        return table.toString();
    }

    String times() {
        return perTool("ms", (tool, dump) -> Table.number(dump.by(tool).millis()));
    }

    /** Against this project's own. */
    String ratios() {
        return perTool(
                "times as long",
                (tool, dump) -> Table.number(
                        dump.by(tool).millis() / dump.by(Tool.RUNDOWN).millis()));
    }

    String heaps() {
        return perTool(
                "`-Xmx`, MB",
                (tool, dump) -> dump.by(tool).heap().stream()
                        .mapToObj(Integer::toString)
                        .findFirst()
                        .orElse("not found"));
    }

    private String perTool(String corner, BiFunction<Tool, DumpFigures, String> cell) {
        List<String> heading = new ArrayList<>(List.of(corner));
        dumps.forEach(each -> heading.add(each.size().name()));
        Table table = new Table(heading);
        for (Tool tool : Tool.values()) {
            List<String> row = new ArrayList<>(List.of(tool.title()));
            dumps.forEach(each -> row.add(cell.apply(tool, each)));
            table.row(row);
        }
        return table.toString();
    }

    /** What each tool says about the last dump. */
    String paths() {
        DumpFigures last = dumps.get(dumps.size() - 1);
        StringBuilder text = new StringBuilder();
        for (Tool tool : Tool.values()) {
            String path = last.by(tool).path().replace('`', '\'');
            text.append("- ")
                    .append(tool.title())
                    .append(": `")
                    .append(path.length() > LONGEST_PATH ? path.substring(0, LONGEST_PATH) + " ..." : path)
                    .append("`\n");
        }
        return text.toString();
    }
}
