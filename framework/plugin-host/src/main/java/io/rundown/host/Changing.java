package io.rundown.host;

import io.rundown.host.model.ChangeReport;
import io.rundown.host.model.Failure;
import io.rundown.host.model.GenerationUnload;
import io.rundown.host.model.HostChange;
import io.rundown.host.model.PluginLoadException;
import io.rundown.host.model.ReloadReport;
import io.rundown.host.model.UnloadPolicy;
import io.rundown.host.model.UnloadPolicy.OnTimeout;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pf4j.PluginDependency;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes one change of several plugins: builds new generations of what is to be loaded or reloaded and of everything
 * linked to that, beside the old ones; publishes them at one instant; and only then retires the old ones. Until they are
 * published, a failure leaves everything as it was.
 */
final class Changing {

    private static final Logger log = LoggerFactory.getLogger(PluginHost.class);

    private final HostCore core;
    private final RetiredSweep sweep;
    private final HostChange change;
    private final UnloadPolicy policy;
    private final String operation;
    private final long start = System.nanoTime();

    Changing(HostCore core, RetiredSweep sweep, HostChange change, UnloadPolicy policy) {
        this.core = core;
        this.sweep = sweep;
        this.change = change;
        this.policy = policy;
        this.operation = change.toString();
    }

    /** A change of one plugin, told as such. */
    static ReloadReport reload(
            HostCore core, RetiredSweep sweep, String id, @Nullable Path newVersion, UnloadPolicy policy) {
        core.claims().requireOpen("reload of '" + id + "'");
        String versionBefore = core.currentOf(id).gate().version();
        HostChange change = newVersion == null
                ? HostChange.begin().reload(id)
                : HostChange.begin().reload(id, newVersion);
        ChangeReport report = new Changing(core, sweep, change, policy).apply();
        String from = report.retired().stream()
                .filter(each -> each.pluginId().equals(id))
                .reduce((first, last) -> last)
                .map(GenerationUnload::version)
                .orElse(versionBefore);
        return new ReloadReport(
                id,
                report.applied() ? ReloadReport.Outcome.SWITCHED : ReloadReport.Outcome.KEPT_OLD,
                from,
                report.loaded(),
                report.retired(),
                report.failure(),
                report.took());
    }

    @SuppressWarnings("try") // the claim is held, not used
    ChangeReport apply() {
        core.claims().requireOpen(operation);
        SelfWait.refuse(going(), operation, "do it outside the plugin's call, or asynchronously and without waiting");
        List<Candidate> named;
        try {
            named = stage();
        } catch (PluginLoadException e) {
            return keptOld(Failure.of(e));
        }
        try (Claims.Claim claim = claim(named);
                Patience patience = new Patience()) {
            return switchOver(named, patience);
        }
    }

    // ------------------------------------------------------------------------ what is concerned

    /** The current generations that will not stay: those named and all that are linked to them, dependents first. */
    private List<Generation> going() {
        World now = core.world();
        List<Generation> named = new ArrayList<>();
        change.reloads().keySet().forEach(id -> named.add(core.currentOf(id)));
        change.unloads().forEach(id -> named.add(core.currentOf(id)));
        return now.dependentsFirst(named).stream().filter(now::isCurrent).toList();
    }

    /** Copies the new files and reads their descriptors. */
    private List<Candidate> stage() {
        List<Candidate> staged = new ArrayList<>();
        boolean complete = false;
        try {
            for (Map.Entry<String, Optional<Path>> each : change.reloads().entrySet()) {
                String id = each.getKey();
                Candidate candidate = core.stage(each.getValue()
                        .orElseGet(() -> core.currentOf(id).copy().source()));
                staged.add(candidate);
                if (!candidate.id().equals(id)) {
                    throw candidate.failure("it is plugin '" + candidate.id() + "', not '" + id + "'");
                }
            }
            for (Path each : change.loads()) {
                Candidate candidate = core.stage(each);
                List<Candidate> before = List.copyOf(staged);
                staged.add(candidate);
                requireOther(candidate, before);
                if (core.isDisabled(candidate)) {
                    throw candidate.failure("plugin '" + candidate.id() + "' is disabled");
                }
            }
            complete = true;
            return staged;
        } finally {
            if (!complete) {
                staged.forEach(Candidate::discard);
            }
        }
    }

    private static void requireOther(Candidate candidate, List<Candidate> before) {
        for (Candidate each : before) {
            if (each.id().equals(candidate.id())) {
                throw candidate.failure("its plugin id '" + candidate.id() + "' is also that of '" + each.source()
                        + "' in the same change");
            }
        }
    }

    private Claims.Claim claim(List<Candidate> named) {
        try {
            return core.claims().claimToLoad(operation, () -> concerned(named));
        } catch (RuntimeException refused) {
            named.forEach(Candidate::discard);
            throw refused;
        }
    }

    /** What comes, what goes, and what the new generations would be linked to. */
    private Set<String> concerned(List<Candidate> named) {
        Set<String> ids = new HashSet<>(change.unloads());
        for (Candidate each : named) {
            ids.add(each.id());
            addDependencies(each.descriptor().getDependencies(), ids);
        }
        for (Generation each : core.world().dependentsFirst(going())) {
            ids.add(each.id());
            addDependencies(each.descriptor().getDependencies(), ids);
        }
        return ids;
    }

    private static void addDependencies(List<PluginDependency> dependencies, Set<String> ids) {
        dependencies.forEach(each -> ids.add(each.getPluginId()));
    }

    // ------------------------------------------------------------------------ under the claim

    private ChangeReport switchOver(List<Candidate> named, Patience patience) {
        List<Generation> going = going();
        Set<String> anew = new HashSet<>();
        named.forEach(each -> anew.add(each.id()));
        List<Generation> again = going.stream()
                .filter(each -> !anew.contains(each.id()) && !change.unloads().contains(each.id()))
                .toList();
        List<Generation> leaving = going.stream()
                .filter(each -> change.unloads().contains(each.id()) && !anew.contains(each.id()))
                .toList();
        List<Generation> made;
        try {
            requireNew(named);
            String objections = objectionsOf(leaving);
            if (!objections.isEmpty()) {
                named.forEach(Candidate::discard);
                return keptOld(new Failure(UnloadVeto.class.getName(), objections, ""));
            }
            made = Successors.build(core, named, again, going);
        } catch (PluginLoadException e) {
            return keptOld(Failure.of(e));
        }
        core.publish(made, leaving);
        List<GenerationUnload> retired =
                core.retireInOrder(core.world().dependentsFirst(going), operation, policy, patience);
        sweep.finishLater(going);
        return new ChangeReport(
                ChangeReport.Outcome.APPLIED,
                made.stream().map(Generation::told).toList(),
                retired,
                null,
                elapsed());
    }

    /**
     * Refuses what is loaded already.
     *
     * @throws PluginLoadException if there is such a thing; the candidates are deleted
     */
    private void requireNew(List<Candidate> named) {
        for (Candidate each : named) {
            Generation there = core.world().current().get(each.id());
            boolean goes =
                    change.reloads().containsKey(each.id()) || change.unloads().contains(each.id());
            if (there != null && !goes) {
                named.forEach(Candidate::discard);
                throw each.failure(there.isInTheWay());
            }
        }
    }

    private String objectionsOf(List<Generation> leaving) {
        if (policy.onTimeout() == OnTimeout.FORCE) {
            return "";
        }
        List<String> objections = new ArrayList<>();
        Vetoes.against(leaving, core.settings().stopTimeout())
                .forEach((generation, words) -> objections.add(generation + " objects to being unloaded: " + words));
        return String.join("; ", objections);
    }

    private ChangeReport keptOld(Failure failure) {
        log.warn("Nothing has changed by the {}: {}", operation, failure.message());
        return new ChangeReport(ChangeReport.Outcome.KEPT_OLD, List.of(), List.of(), failure, elapsed());
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
