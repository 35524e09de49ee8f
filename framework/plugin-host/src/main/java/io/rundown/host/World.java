package io.rundown.host;

import io.rundown.host.model.HostStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything that is loaded, at one moment. Immutable: readers take one and never see a half change.
 *
 * @param current the generation of each plugin that calls go to, by id
 * @param retiring generations that were replaced and are not gone yet
 */
record World(Map<String, Generation> current, List<Generation> retiring) {

    static final World EMPTY = new World(Map.of(), List.of());

    World {
        current = Collections.unmodifiableMap(new LinkedHashMap<>(current));
        retiring = List.copyOf(retiring);
    }

    /** With new generations current; those in whose place they stand are retiring, and so are those that leave. */
    World with(Collection<Generation> arriving, Collection<Generation> leaving) {
        Map<String, Generation> nowCurrent = new LinkedHashMap<>(current);
        List<Generation> nowRetiring = new ArrayList<>(retiring);
        for (Generation each : leaving) {
            nowCurrent.remove(each.id());
            nowRetiring.add(each);
        }
        for (Generation each : arriving) {
            Generation replaced = nowCurrent.put(each.id(), each);
            if (replaced != null) {
                nowRetiring.add(replaced);
            }
        }
        return new World(nowCurrent, nowRetiring);
    }

    World without(Generation gone) {
        Map<String, Generation> stillCurrent = new LinkedHashMap<>(current);
        stillCurrent.values().remove(gone);
        List<Generation> stillRetiring = new ArrayList<>(retiring);
        stillRetiring.remove(gone);
        return new World(stillCurrent, stillRetiring);
    }

    boolean isCurrent(Generation generation) {
        return current.get(generation.id()) == generation;
    }

    /** All generations of a plugin, the current one last. */
    List<Generation> generationsOf(String id) {
        List<Generation> found = new ArrayList<>();
        for (Generation each : retiring) {
            if (each.id().equals(id)) {
                found.add(each);
            }
        }
        Generation now = current.get(id);
        if (now != null) {
            found.add(now);
        }
        return found;
    }

    /**
     * The given generations and all that are linked to them, directly or not, in the order in which they have to go:
     * dependents first. The last of those given stays last.
     */
    List<Generation> dependentsFirst(List<Generation> given) {
        Set<Generation> ordered = new LinkedHashSet<>();
        Map<Generation, List<Generation>> dependents = dependents();
        given.forEach(each -> addDependentsFirst(each, dependents, ordered));
        return List.copyOf(ordered);
    }

    /** Turned around once, because looking through everything for each of a thousand plugins takes its time. */
    private Map<Generation, List<Generation>> dependents() {
        Map<Generation, List<Generation>> dependents = new HashMap<>();
        for (Generation each : all()) {
            for (Generation dependency : each.dependencies()) {
                dependents
                        .computeIfAbsent(dependency, none -> new ArrayList<>())
                        .add(each);
            }
        }
        return dependents;
    }

    /** Links cannot form a circle: a generation is linked, once and for all, to generations made before it. */
    private static void addDependentsFirst(
            Generation generation, Map<Generation, List<Generation>> dependents, Set<Generation> ordered) {
        if (ordered.contains(generation)) {
            return;
        }
        for (Generation each : dependents.getOrDefault(generation, List.of())) {
            addDependentsFirst(each, dependents, ordered);
        }
        ordered.add(generation);
    }

    /** Every generation, in the order in which they would have to go. */
    List<Generation> allDependentsFirst() {
        return dependentsFirst(all());
    }

    private List<Generation> all() {
        List<Generation> all = new ArrayList<>(retiring);
        all.addAll(current.values());
        return all;
    }

    HostStatus status() {
        List<Generation> dependenciesFirst = new ArrayList<>(dependentsFirst(reversed(current.values())));
        Collections.reverse(dependenciesFirst);
        return new HostStatus(
                dependenciesFirst.stream()
                        .filter(this::isCurrent)
                        .map(Generation::status)
                        .toList(),
                retiring.stream().map(Generation::status).toList());
    }

    private static List<Generation> reversed(Collection<Generation> generations) {
        List<Generation> reversed = new ArrayList<>(generations);
        Collections.reverse(reversed);
        return reversed;
    }
}
