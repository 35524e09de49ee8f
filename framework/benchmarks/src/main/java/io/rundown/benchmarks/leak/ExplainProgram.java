package io.rundown.benchmarks.leak;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Has one tool explain one dump again and again. A program of its own, so that its heap is what it is given; prints the
 * milliseconds of each run after the warm-up, a line each, and at last the path.
 */
final class ExplainProgram {

    static final String TOOL = "leak.tool";
    static final String FILE = "leak.dump";
    static final String WARM_UPS = "leak.warmups";
    static final String RUNS = "leak.runs";

    /** A tool that takes longer than this for all its runs is not asked again; one run counts at least. */
    private static final long ENOUGH_NANOS = 60_000_000_000L;

    private ExplainProgram() {}

    /** Takes no arguments but the properties. */
    public static void main(String[] args) throws IOException {
        Tool tool = Tool.valueOf(System.getProperty(TOOL));
        Path dump = Path.of(System.getProperty(FILE));
        int warmUps = Integer.getInteger(WARM_UPS);
        int runs = Integer.getInteger(RUNS);
        String path = "";
        long begin = System.nanoTime();
        for (int i = 0; i <= warmUps || (i < warmUps + runs && System.nanoTime() - begin < ENOUGH_NANOS); i++) {
            long start = System.nanoTime();
            path = tool.explain(dump);
            double millis = (System.nanoTime() - start) / 1e6;
            if (i >= warmUps) {
                System.out.printf(Locale.ROOT, "%f%n", millis);
            }
        }
        System.out.println(path);
    }
}
