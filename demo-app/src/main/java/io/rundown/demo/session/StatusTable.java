package io.rundown.demo.session;

import io.rundown.demo.screen.Brief;
import io.rundown.demo.screen.Table;
import io.rundown.host.model.GenerationStatus;
import io.rundown.host.model.HostStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The plugins of a host as a table. */
public final class StatusTable {

    private StatusTable() {}

    /**
     * The lines of the table.
     *
     * @param status what to show
     * @param now the moment that ages are counted to
     */
    public static List<String> lines(HostStatus status, Instant now) {
        Table table = new Table("plugin", "version", "gen", "phase", "for", "calls", "inside", "refused", "depends on")
                .right("gen", "for", "calls", "inside", "refused");
        status.current().forEach(each -> addRow(table, each, now));
        status.retiring().forEach(each -> addRow(table, each, now));
        return table.lines();
    }

    private static void addRow(Table table, GenerationStatus each, Instant now) {
        table.row(
                each.pluginId(),
                each.version(),
                each.generation(),
                each.phase(),
                Brief.age(Duration.between(each.phaseSince(), now)),
                Brief.number(each.calls()),
                Brief.number(each.inside()),
                Brief.number(each.refused()),
                String.join(", ", each.dependsOn()));
    }
}
