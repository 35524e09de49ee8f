package io.rundown.host;

import io.rundown.host.model.Failure;
import io.rundown.host.model.GenerationUnload;
import io.rundown.host.model.PluginLoadException;
import io.rundown.host.model.ReloadReport;
import io.rundown.host.model.UnloadPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pf4j.PluginDependency;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reloads one plugin: builds a new generation of it and of everything linked to it beside the old ones, publishes them,
 * and only then retires the old ones. Until they are published, a failure leaves the old ones as they were.
 */
final class Reloading {

    private static final Logger log = LoggerFactory.getLogger(PluginHost.class);

    private final HostCore core;
    private final RetiredSweep sweep;
    private final String id;
    private final UnloadPolicy policy;
    private final long start = System.nanoTime();

    private Reloading(HostCore core, RetiredSweep sweep, String id, UnloadPolicy policy) {
        this.core = core;
        this.sweep = sweep;
        this.id = id;
        this.policy = policy;
    }

    /** Reloads from a path, or from the one that the current generation came from. */
    static ReloadReport reload(
            HostCore core, RetiredSweep sweep, String id, @Nullable Path newVersion, UnloadPolicy policy) {
        return new Reloading(core, sweep, id, policy).run(newVersion);
    }

    @SuppressWarnings("try") // the claim is held, not used
    private ReloadReport run(@Nullable Path newVersion) {
        String operation = "reload of '" + id + "'";
        core.claims().requireOpen(operation);
        SelfWait.refuse(core.closureOf(id), operation, "call reloadAsync instead");
        Generation serving = current();
        Candidate candidate;
        try {
            candidate = stage(newVersion != null ? newVersion : serving.copy().source());
        } catch (PluginLoadException e) {
            return keptOld(serving, e);
        }
        try (Claims.Claim claim = claim(operation, candidate);
                Patience patience = new Patience()) {
            return switchOver(candidate, patience);
        }
    }

    private Claims.Claim claim(String operation, Candidate candidate) {
        try {
            return core.claims().claimToLoad(operation, () -> concerned(candidate));
        } catch (RuntimeException refused) {
            candidate.discard();
            throw refused;
        }
    }

    private Generation current() {
        List<Generation> generations = core.generationsOf(id);
        return generations.get(generations.size() - 1);
    }

    private Candidate stage(Path source) {
        Candidate candidate = core.stage(source);
        if (!candidate.id().equals(id)) {
            candidate.discard();
            throw candidate.failure("it is plugin '" + candidate.id() + "', not '" + id + "'");
        }
        return candidate;
    }

    /** What goes, and what the new generations would be linked to. */
    private Set<String> concerned(Candidate candidate) {
        Set<String> ids = new HashSet<>();
        candidate.descriptor().getDependencies().forEach(each -> ids.add(each.getPluginId()));
        for (Generation each : core.closureOf(id)) {
            ids.add(each.id());
            each.descriptor().getDependencies().stream()
                    .map(PluginDependency::getPluginId)
                    .forEach(ids::add);
        }
        return ids;
    }

    // ------------------------------------------------------------------------ under the claim

    private ReloadReport switchOver(Candidate candidate, Patience patience) {
        World before = core.world();
        List<Generation> old =
                core.closureOf(id).stream().filter(before::isCurrent).toList();
        Generation serving = old.get(old.size() - 1);
        List<Generation> made;
        try {
            made = build(candidate, old);
        } catch (PluginLoadException e) {
            return keptOld(serving, e);
        }
        core.publish(made);
        List<GenerationUnload> retired = core.retireInOrder(core.world().dependentsFirst(old), policy, patience);
        sweep.finishLater(old);
        return new ReloadReport(
                id,
                ReloadReport.Outcome.SWITCHED,
                serving.gate().version(),
                made.stream().map(Generation::told).toList(),
                retired,
                null,
                elapsed());
    }

    /**
     * Builds all or none.
     *
     * @throws PluginLoadException for the first that could not be built; nothing is left of the others
     */
    private List<Generation> build(Candidate candidate, List<Generation> old) {
        Deque<Candidate> waiting = new ArrayDeque<>();
        waiting.add(candidate);
        Deque<Generation> made = new ArrayDeque<>();
        try {
            old.stream()
                    .filter(each -> !each.id().equals(id))
                    .map(core::stageAgain)
                    .forEach(waiting::add);
            LoadOrder order = LoadOrder.of(List.copyOf(waiting));
            if (!order.failures().isEmpty()) {
                throw order.failures().get(0);
            }
            Map<String, Generation> available = new HashMap<>(core.world().current());
            available.keySet().removeAll(HostCore.idsOf(old));
            for (Candidate next : order.order()) {
                waiting.remove(next);
                Generation generation = core.builder().build(next, available);
                made.push(generation);
                available.put(generation.id(), generation);
            }
        } catch (PluginLoadException e) {
            waiting.forEach(Candidate::discard);
            made.forEach(core.retirement()::discard);
            throw e;
        }
        List<Generation> dependenciesFirst = new ArrayList<>();
        made.descendingIterator().forEachRemaining(dependenciesFirst::add);
        return dependenciesFirst;
    }

    private ReloadReport keptOld(Generation serving, PluginLoadException failure) {
        log.warn("{} goes on serving: {}", serving, failure.getMessage());
        return new ReloadReport(
                id,
                ReloadReport.Outcome.KEPT_OLD,
                serving.gate().version(),
                List.of(),
                List.of(),
                Failure.of(failure),
                elapsed());
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
