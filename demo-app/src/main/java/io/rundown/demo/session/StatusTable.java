package io.rundown.demo.session;

import io.rundown.demo.screen.Table;
import io.rundown.host.model.GenerationStatus;
import io.rundown.host.model.HostStatus;
import java.util.List;

/** The plugins of a host as a table. */
public final class StatusTable {

    private StatusTable() {}

    /**
     * The lines of the table.
     *
     * @param status what to show
     */
    public static List<String> lines(HostStatus status) {
        Table table = new Table("plugin", "version", "generation", "phase", "calls", "inside", "refused", "depends on");
        status.current().forEach(each -> addRow(table, each));
        status.retiring().forEach(each -> addRow(table, each));
        return table.lines();
    }

    private static void addRow(Table table, GenerationStatus each) {
        table.row(
                each.pluginId(),
                each.version(),
                each.generation(),
                each.phase(),
                each.calls(),
                each.inside(),
                each.refused(),
                String.join(", ", each.dependsOn()));
    }
}
