package io.rundown.benchmarks.leak;

import java.util.Map;

/**
 * What was measured with one dump.
 *
 * @param size which
 * @param bytes of the file
 * @param dumpMillis what it took to write it
 * @param explained what each tool made of it
 */
record DumpFigures(DumpSize size, long bytes, double dumpMillis, Map<Tool, Explained> explained) {

    /** What one tool made of it. */
    Explained by(Tool tool) {
        Explained found = explained.get(tool);
        if (found == null) {
            throw new IllegalArgumentException(tool + " was not asked about " + size);
        }
        return found;
    }
}
