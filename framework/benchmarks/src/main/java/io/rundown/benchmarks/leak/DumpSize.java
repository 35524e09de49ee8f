package io.rundown.benchmarks.leak;

/**
 * A dump to measure with.
 *
 * @param name what the report calls it
 * @param customers how much the dumped program has in memory; 1,000 are some 4.5 MB
 * @param programHeap the heap of the program that is dumped, in megabytes
 * @param toolHeap the heap of a tool that is timed, in megabytes: enough for all of them
 * @param warmUps runs of a tool that do not count
 */
record DumpSize(String name, int customers, int programHeap, int toolHeap, int warmUps) {

    static final DumpSize SMALL = new DumpSize("5 MB", 130, 256, 1_024, 5);
    static final DumpSize MIDDLE = new DumpSize("250 MB", 55_000, 1_024, 2_048, 2);
    static final DumpSize LARGE = new DumpSize("1 GB", 224_000, 3_072, 4_096, 1);
}
