package io.rundown.host;

import io.rundown.host.model.LoadReport;
import io.rundown.host.model.LoadedPlugin;
import io.rundown.host.model.PluginLoadException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.pf4j.PluginDependency;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads plugins: copy all, put them in order, then build and publish one after the other. A file that cannot be loaded
 * is reported and keeps only those from loading that depend on it.
 */
final class Loading {

    private static final Logger log = LoggerFactory.getLogger(PluginHost.class);

    private final HostCore core;
    private final List<LoadedPlugin> loaded = new ArrayList<>();
    private final List<PluginLoadException> failures = new ArrayList<>();
    private final List<String> disabled = new ArrayList<>();

    private Loading(HostCore core) {
        this.core = core;
    }

    static LoadReport load(HostCore core, Collection<Path> sources) {
        return new Loading(core).run(sources);
    }

    @SuppressWarnings("try") // the claim is held, not used
    private LoadReport run(Collection<Path> sources) {
        core.claims().requireOpen("load of " + sources);
        List<Candidate> candidates = stage(sources);
        try (Claims.Claim claim = claim(candidates)) {
            LoadOrder order = LoadOrder.of(withoutLoaded(candidates));
            order.failures().forEach(this::report);
            candidates.stream().filter(each -> order.inCircle(each.id())).forEach(Candidate::discard);
            order.order().forEach(this::loadOne);
        }
        return new LoadReport(List.copyOf(loaded), List.copyOf(failures), List.copyOf(disabled));
    }

    /** Of several files with the same plugin the first is taken, in the order given. */
    private List<Candidate> stage(Collection<Path> sources) {
        Map<String, Candidate> staged = new LinkedHashMap<>();
        for (Path source : sources) {
            try {
                Candidate candidate = core.stage(source);
                if (isDisabled(candidate)) {
                    continue;
                }
                Candidate first = staged.putIfAbsent(candidate.id(), candidate);
                if (first != null) {
                    candidate.discard();
                    throw candidate.failure("its plugin id '" + candidate.id() + "' is also that of '" + first.source()
                            + "', which was taken");
                }
            } catch (PluginLoadException e) {
                report(e);
            }
        }
        return List.copyOf(staged.values());
    }

    private boolean isDisabled(Candidate candidate) {
        boolean stays = true;
        try {
            stays = core.isDisabled(candidate);
        } finally {
            if (stays) {
                candidate.discard();
            }
        }
        if (stays) {
            log.info("Plugin '{}' at '{}' is disabled and stays out", candidate.id(), candidate.source());
            disabled.add(candidate.id());
        }
        return stays;
    }

    private Claims.Claim claim(List<Candidate> candidates) {
        String operation = "load of "
                + candidates.stream().map(each -> "'" + each.id() + "'").collect(Collectors.joining(", "));
        try {
            return core.claims().claimToLoad(operation, () -> concerned(candidates));
        } catch (RuntimeException refused) {
            candidates.forEach(Candidate::discard);
            throw refused;
        }
    }

    /** The plugins themselves, and those that they would be linked to: these must not go meanwhile. */
    static Set<String> concerned(List<Candidate> candidates) {
        Set<String> ids = new HashSet<>();
        for (Candidate each : candidates) {
            ids.add(each.id());
            each.descriptor().getDependencies().stream()
                    .map(PluginDependency::getPluginId)
                    .forEach(ids::add);
        }
        return ids;
    }

    private List<Candidate> withoutLoaded(List<Candidate> candidates) {
        List<Candidate> fresh = new ArrayList<>();
        for (Candidate each : candidates) {
            Generation there = core.world().current().get(each.id());
            if (there == null) {
                fresh.add(each);
            } else {
                each.discard();
                report(each.failure(there.isInTheWay()));
            }
        }
        return fresh;
    }

    private void loadOne(Candidate candidate) {
        try {
            Generation generation = core.builder().build(candidate, core.world().current());
            admit(generation);
            core.publish(List.of(generation), List.of());
            loaded.add(generation.told());
        } catch (PluginLoadException e) {
            report(e);
        }
    }

    private void admit(Generation started) {
        boolean admitted = false;
        try {
            core.admission().ask(started);
            admitted = true;
        } finally {
            if (!admitted) {
                core.retirement().discard(started);
            }
        }
    }

    private void report(PluginLoadException failure) {
        log.warn("{}", failure.getMessage());
        failures.add(failure);
    }
}
