package io.rundown.host;

import io.rundown.host.model.PluginLoadException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pf4j.PluginDependency;

/**
 * In which order to start candidates so that each finds its dependencies there. Optional dependencies count as well: two
 * plugins that wish for each other could only be linked in a circle, and class loading in a circle does not end.
 */
final class LoadOrder {

    private final Map<String, Candidate> candidates = new LinkedHashMap<>();
    private final List<Candidate> order = new ArrayList<>();
    private final List<PluginLoadException> failures = new ArrayList<>();

    /** The candidates being looked at, each a dependency of the one before. */
    private final List<Candidate> path = new ArrayList<>();

    private final Set<String> done = new LinkedHashSet<>();
    private final Set<String> inCircle = new LinkedHashSet<>();

    private LoadOrder(List<Candidate> all) {
        all.forEach(each -> candidates.put(each.id(), each));
    }

    /** Finds the order of candidates with different ids. */
    static LoadOrder of(List<Candidate> all) {
        LoadOrder found = new LoadOrder(all);
        all.forEach(found::visit);
        return found;
    }

    /** Dependencies first; without those in a circle. */
    List<Candidate> order() {
        return order;
    }

    /** One for each candidate in a circle. */
    List<PluginLoadException> failures() {
        return failures;
    }

    boolean inCircle(String id) {
        return inCircle.contains(id);
    }

    private void visit(Candidate candidate) {
        if (done.contains(candidate.id())) {
            return;
        }
        int seenAt = path.indexOf(candidate);
        if (seenAt >= 0) {
            reportCircle(path.subList(seenAt, path.size()));
            return;
        }
        path.add(candidate);
        for (PluginDependency dependency : candidate.descriptor().getDependencies()) {
            Candidate needed = candidates.get(dependency.getPluginId());
            if (needed != null) {
                visit(needed);
            }
        }
        path.remove(path.size() - 1);
        done.add(candidate.id());
        if (!inCircle.contains(candidate.id())) {
            order.add(candidate);
        }
    }

    private void reportCircle(List<Candidate> circle) {
        StringBuilder way = new StringBuilder();
        circle.forEach(each -> way.append('\'').append(each.id()).append("' -> "));
        way.append('\'').append(circle.get(0).id()).append('\'');
        for (Candidate each : circle) {
            if (inCircle.add(each.id())) {
                failures.add(each.failure("its dependencies form a circle: " + way));
            }
        }
    }
}
