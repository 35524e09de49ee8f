package io.rundown.benchmarks.leak;

import io.rundown.benchmarks.Figure;
import java.util.List;
import java.util.OptionalInt;

/**
 * What one tool took for one dump.
 *
 * @param millis the median of its runs
 * @param heap the megabytes of heap that are enough; empty if there is no such number
 * @param path what it found
 */
record Explained(double millis, OptionalInt heap, String path) {

    /**
     * Reads what {@link ExplainProgram} printed.
     *
     * @param heap as the component
     * @throws IllegalArgumentException if that is no time and no path
     */
    static Explained read(String printed, OptionalInt heap) {
        List<String> lines = printed.lines().toList();
        if (lines.size() < 2) {
            throw new IllegalArgumentException("No times and a path, but '" + printed + "'");
        }
        int last = lines.size() - 1;
        return new Explained(median(lines.subList(0, last)), heap, lines.get(last));
    }

    /** The median of numbers, one on each line. */
    static double median(List<String> lines) {
        return Figure.median(lines.stream().mapToDouble(Double::parseDouble).toArray());
    }
}
