package io.rundown.leak;

import java.time.Duration;
import java.util.List;

/**
 * What a heap dump says about class loaders that should be gone.
 *
 * @param bytes how large the dump is
 * @param objects how many objects and arrays there are in it
 * @param classes how many classes
 * @param took how long it took to read it, without the time for making it
 * @param loaders an immutable list of the class loaders that were looked at; may be empty
 * @param conclusion the answer in one sentence
 */
public record LeakReport(
        long bytes, long objects, int classes, Duration took, List<LoaderLeak> loaders, String conclusion) {

    /** Everything, in several lines. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(conclusion);
        for (LoaderLeak each : loaders) {
            text.append(System.lineSeparator()).append(each);
        }
        return text.toString();
    }
}
