package io.rundown.host;

import io.rundown.host.model.PluginLoadException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The new generations of one change, made beside the ones that serve: all of them, or none. */
final class Successors {

    private final HostCore core;
    private final Deque<Candidate> waiting;
    private final Deque<Generation> made = new ArrayDeque<>();

    private Successors(HostCore core, Collection<Candidate> named) {
        this.core = core;
        this.waiting = new ArrayDeque<>(named);
    }

    /**
     * Builds and starts them, linked to each other and to what stays.
     *
     * @param named from new files; deleted if this fails
     * @param again generations to make once more from their own files
     * @param going what the new ones must not be linked to
     * @return dependencies first
     * @throws PluginLoadException for the first that could not be built; nothing is left of the others
     */
    static List<Generation> build(
            HostCore core, Collection<Candidate> named, Collection<Generation> again, Collection<Generation> going) {
        Successors successors = new Successors(core, named);
        boolean complete = false;
        try {
            again.forEach(each -> successors.waiting.add(core.stageAgain(each)));
            successors.buildAll(going);
            complete = true;
        } finally {
            if (!complete) {
                successors.discard();
            }
        }
        List<Generation> dependenciesFirst = new ArrayList<>();
        successors.made.descendingIterator().forEachRemaining(dependenciesFirst::add);
        return dependenciesFirst;
    }

    private void buildAll(Collection<Generation> going) {
        LoadOrder order = LoadOrder.of(List.copyOf(waiting));
        if (!order.failures().isEmpty()) {
            throw order.failures().get(0);
        }
        Map<String, Generation> available = new HashMap<>(core.world().current());
        available.keySet().removeAll(HostCore.idsOf(going));
        for (Candidate next : order.order()) {
            waiting.remove(next);
            Generation generation = core.builder().build(next, available);
            made.push(generation);
            available.put(generation.id(), generation);
        }
        made.descendingIterator().forEachRemaining(core.admission()::ask);
    }

    /** Dependents first. */
    private void discard() {
        waiting.forEach(Candidate::discard);
        made.forEach(core.retirement()::discard);
    }
}
