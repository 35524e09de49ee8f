package io.rundown.benchmarks.handle;

import io.rundown.benchmarks.Table;
import io.rundown.host.model.CleanUpPolicy;
import io.rundown.host.model.CleanUpPolicy.Act;
import io.rundown.host.model.UnloadReport;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What the unload of a plugin takes that leaves nothing behind, when the host looks for leftovers and when it does not. The
 * three take turns, so that whatever disturbs one disturbs the others. Prints a Markdown table.
 */
public final class CleanUpCosts {

    private static final int WARM_UPS = 500;
    private static final int TIMES = 1_000;

    private CleanUpCosts() {}

    /** Takes no arguments. */
    public static void main(String[] args) throws IOException {
        try (Course clean = new Course("looked for and taken away (the default)", Act.CLEAN);
                Course report = new Course("looked for and reported", Act.REPORT);
                Course ignore = new Course("not looked for", Act.IGNORE)) {
            List<Course> courses = List.of(clean, report, ignore);
            for (int i = 0; i < WARM_UPS + TIMES; i++) {
                boolean counts = i >= WARM_UPS;
                courses.forEach(course -> course.unloadOnce(counts));
            }
            Table table = new Table(List.of("unload, µs; leftovers are", "first", "median", "99 %"));
            courses.forEach(course -> table.row(course.row()));
            System.out.print(table);
        }
    }

    /** A host with one policy, and what its unloads took. */
    private static final class Course implements AutoCloseable {

        private final String title;
        private final Plugins plugins;
        private final List<Duration> times = new ArrayList<>();
        private Duration first = Duration.ZERO;

        Course(String title, Act act) throws IOException {
            this.title = title;
            this.plugins = Plugins.written(1, CleanUpPolicy.everything(act));
        }

        void unloadOnce(boolean counts) {
            plugins.load();
            plugins.handle().add(1, 2);
            UnloadReport report = plugins.host().unload(Plugins.ID);
            if (!report.unloaded() || !report.plugin().leftovers().isEmpty()) {
                throw new IllegalStateException("Not unloaded, or something is left: " + report);
            }
            first = first.isZero() ? report.took() : first;
            if (counts) {
                times.add(report.took());
            }
        }

        List<String> row() {
            List<Duration> sorted = times.stream().sorted().toList();
            return List.of(title, micros(first), micros(at(sorted, 0.5)), micros(at(sorted, 0.99)));
        }

        private static Duration at(List<Duration> sorted, double rank) {
            return sorted.get((int) (rank * (sorted.size() - 1)));
        }

        private static String micros(Duration time) {
            return Table.number(time.toNanos() / 1e3);
        }

        @Override
        public void close() throws IOException {
            plugins.close();
        }
    }
}
