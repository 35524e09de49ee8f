package io.rundown.benchmarks;

import java.io.IOException;
import org.openjdk.jmh.runner.RunnerException;

/** Benchmarks that belong together, and the report on them. */
public interface Suite {

    /** What {@code -Dbench} says to run it. */
    String name();

    /**
     * Runs everything, one after the other.
     *
     * @return the report, in Markdown
     * @throws RunnerException if a benchmark failed
     * @throws IOException if a result or log could not be written
     * @throws InterruptedException if interrupted while waiting for a process
     */
    String run(Session session) throws RunnerException, IOException, InterruptedException;
}
