package io.rundown.benchmarks.leak;

import io.rundown.benchmarks.leak.dumped.DumpProgram;
import io.rundown.leak.LeakAnalysis;
import io.rundown.leak.LoaderLeak;
import java.io.IOException;
import java.nio.file.Path;

/** This project's own analysis: every holder of the loader, of which the nearest is told. */
final class RundownPath {

    private RundownPath() {}

    static String find(Path dump) throws IOException {
        LoaderLeak leak =
                LeakAnalysis.ofDump(dump, DumpProgram.LEAKING).loaders().get(0);
        return leak.paths().get(0).path();
    }
}
