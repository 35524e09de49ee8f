package io.rundown.demo.top;

import io.rundown.host.model.GenerationStatus;
import io.rundown.host.model.HostStatus;
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

    /** The calls of generations of this look since an earlier one, by the second; not a number if no time has passed. */
    double callsPerSecond(List<GenerationStatus> generations, Look before) {
        double seconds = Duration.between(before.at, at).toNanos() / 1e9;
        long calls = generations.stream()
                .mapToLong(each -> each.calls() - before.callsOf(each))
                .sum();
        return seconds <= 0 ? Double.NaN : calls / seconds;
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
