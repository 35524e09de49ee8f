package io.rundown.demo.story;

import io.rundown.host.model.GenerationUnload;
import io.rundown.host.model.ReloadReport;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** What came of reloads, however many there are: counts, and drain times in a few bytes each. For one thread. */
final class Reloads {

    private int count;
    private int switched;
    private int fewestPlugins = Integer.MAX_VALUE;
    private int mostPlugins;
    private long gone;
    private long[] drainNanos = new long[64];
    private int drains;

    void add(ReloadReport report) {
        count++;
        switched += report.switched() ? 1 : 0;
        fewestPlugins = Math.min(fewestPlugins, report.loaded().size());
        mostPlugins = Math.max(mostPlugins, report.loaded().size());
        gone += report.retired().stream().filter(GenerationUnload::gone).count();
        report.retired().forEach(each -> addDrain(each.drain().took()));
    }

    private void addDrain(Duration took) {
        if (drains == drainNanos.length) {
            drainNanos = Arrays.copyOf(drainNanos, 2 * drains);
        }
        drainNanos[drains++] = took.toNanos();
    }

    int count() {
        return count;
    }

    /** How many switched over to the new version. */
    int switched() {
        return switched;
    }

    /** Whether all switched, each this many plugins; not if there was none. */
    boolean allSwitched(int plugins) {
        return count > 0 && switched == count && fewestPlugins == plugins && mostPlugins == plugins;
    }

    /** How many plugins the reload changed that changed the fewest. */
    int fewestPlugins() {
        return count == 0 ? 0 : fewestPlugins;
    }

    /** How many generations have gone. */
    long gone() {
        return gone;
    }

    /** How long each generation drained, the shortest first. */
    List<Duration> drainTimes() {
        return Arrays.stream(drainNanos, 0, drains)
                .sorted()
                .mapToObj(Duration::ofNanos)
                .toList();
    }
}
