package io.rundown.host;

import io.rundown.host.model.GenerationStatus;
import io.rundown.host.model.HostStatus;
import io.rundown.host.model.PluginTotals;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Everything that is loaded, at one moment. Immutable: readers take one and never see a half change.
 *
 * @param current the generation of each plugin that calls go to, by id
 * @param retiring generations that were replaced and are not gone yet
 * @param past what generations that are gone leave in the totals, by id
 */
record World(Map<String, Generation> current, List<Generation> retiring, Map<String, Past> past) {

    static final World EMPTY = new World(Map.of(), List.of(), Map.of());

    /**
     * The sum of all generations of one plugin that are gone.
     *
     * @param generations how many
     * @param calls calls that they let in
     */
    record Past(int generations, long calls) {

        static final Past NONE = new Past(0, 0);

        Past with(long moreCalls) {
            return new Past(generations + 1, calls + moreCalls);
        }
    }

    World {
        current = Collections.unmodifiableMap(new LinkedHashMap<>(current));
        retiring = List.copyOf(retiring);
        past = Map.copyOf(past);
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
        return new World(nowCurrent, nowRetiring, past);
    }

    /**
     * Without a generation. What it was called counts in the past from the same instant on, so no total ever misses it.
     *
     * @param calls how many calls it let in
     */
    World without(Generation gone, long calls) {
        Map<String, Generation> stillCurrent = new LinkedHashMap<>(current);
        stillCurrent.values().remove(gone);
        List<Generation> stillRetiring = new ArrayList<>(retiring);
        stillRetiring.remove(gone);
        Map<String, Past> nowPast = new HashMap<>(past);
        nowPast.put(gone.id(), pastOf(gone.id()).with(calls));
        return new World(stillCurrent, stillRetiring, nowPast);
    }

    /** What the gone generations of a plugin leave. */
    Past pastOf(String id) {
        return past.getOrDefault(id, Past.NONE);
    }

    /** The ids of all plugins that ever served. */
    Set<String> everServed() {
        Set<String> ids = new TreeSet<>(past.keySet());
        all().forEach(each -> ids.add(each.id()));
        return ids;
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

    /** Those that go and come stand in it as they are now. */
    HostStatus status(List<PluginTotals> totals) {
        Map<Generation, List<Generation>> dependents = dependents();
        Function<Generation, GenerationStatus> told =
                each -> each.status(idsOf(dependents.getOrDefault(each, List.of())));
        List<Generation> dependenciesFirst = new ArrayList<>(dependentsFirst(reversed(current.values())));
        Collections.reverse(dependenciesFirst);
        return new HostStatus(
                dependenciesFirst.stream().filter(this::isCurrent).map(told).toList(),
                retiring.stream().map(told).toList(),
                totals);
    }

    private static List<String> idsOf(List<Generation> generations) {
        return generations.stream().map(Generation::id).distinct().sorted().toList();
    }

    private static List<Generation> reversed(Collection<Generation> generations) {
        List<Generation> reversed = new ArrayList<>(generations);
        Collections.reverse(reversed);
        return reversed;
    }
}
