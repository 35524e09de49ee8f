package io.rundown.leak.internal.walk;

import io.rundown.leak.internal.hprof.HeapClass;
import io.rundown.leak.internal.hprof.HeapDump;
import io.rundown.leak.internal.hprof.HeapObjects;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What belongs to some class loaders: their classes, those of loaders below them, and all instances. */
public final class Inside {

    private final Map<Long, Long> owners = new HashMap<>();
    private final boolean[] classes;
    private final List<Long> objects = new ArrayList<>();

    /**
     * Finds out what belongs to class loaders.
     *
     * @param searched their ids
     * @param loaders the ids of all class loaders
     */
    public Inside(HeapDump dump, HeapObjects heap, Collection<Long> searched, Collection<Long> loaders) {
        for (long each : searched) {
            owners.put(each, each);
        }
        Map<Long, Long> parents = new HashMap<>();
        for (long each : loaders) {
            parents.put(each, heap.reference(each, "parent"));
        }
        boolean grown = true;
        while (grown) {
            grown = false;
            for (long each : loaders) {
                Long owner = owners.get(parents.getOrDefault(each, 0L));
                if (owner != null && owners.putIfAbsent(each, owner) == null) {
                    grown = true;
                }
            }
        }
        classes = new boolean[dump.classes().all().size()];
        for (HeapClass each : dump.classes().all()) {
            if (owners.containsKey(each.loaderId())) {
                classes[each.number()] = true;
                objects.add(each.id());
            }
        }
        objects.addAll(owners.keySet());
    }

    boolean[] classes() {
        return classes;
    }

    /** Class objects and class loaders. */
    List<Long> objects() {
        return objects;
    }

    public boolean contains(HeapClass type) {
        return classes[type.number()];
    }

    /** Which of the searched class loaders one belongs to: itself or one above it; 0 if none. */
    public long owner(long loaderId) {
        return owners.getOrDefault(loaderId, 0L);
    }
}
