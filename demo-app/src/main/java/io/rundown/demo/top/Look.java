package io.rundown.demo.top;

import io.rundown.host.model.GenerationStatus;
import io.rundown.host.model.HostStatus;
import io.rundown.host.model.PluginTotals;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A host as it was at one moment.
 *
 * @param status what it said
 * @param at when it was asked
 */
public record Look(HostStatus status, Instant at) {

    /** Every generation: the plugins in the host's order, those that were replaced after those that replaced them. */
    List<GenerationStatus> generations() {
        List<GenerationStatus> all = new ArrayList<>();
        for (GenerationStatus each : status.current()) {
            all.add(each);
            status.retiring().stream()
                    .filter(old -> old.pluginId().equals(each.pluginId()))
                    .forEach(all::add);
        }
        status.retiring().stream().filter(old -> !all.contains(old)).forEach(all::add);
        return all;
    }

    /** The calls of a generation since an earlier look, by the second; not a number if no time has passed. */
    double callsPerSecond(GenerationStatus generation, Look before) {
        return perSecond(generation.calls() - before.callsOf(generation), before);
    }

    /** The calls of all plugins likewise, also of generations that came and went in between. */
    double callsPerSecond(Look before) {
        return perSecond(calls() - before.calls(), before);
    }

    private double perSecond(long calls, Look before) {
        double seconds = Duration.between(before.at, at).toNanos() / 1e9;
        return seconds <= 0 ? Double.NaN : calls / seconds;
    }

    private long calls() {
        return status.totals().stream().mapToLong(PluginTotals::calls).sum();
    }

    /** All calls ever refused, also while a plugin was away. */
    long refused() {
        return status.totals().stream().mapToLong(PluginTotals::refused).sum();
    }

    /** A generation that was not there yet had no calls. */
    private long callsOf(GenerationStatus generation) {
        Optional<GenerationStatus> then = generations().stream()
                .filter(each ->
                        each.pluginId().equals(generation.pluginId()) && each.generation() == generation.generation())
                .findFirst();
        return then.map(GenerationStatus::calls).orElse(0L);
    }
}
