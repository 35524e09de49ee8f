package io.rundown.leak.internal.walk;

import io.rundown.leak.internal.hprof.DumpFile;
import io.rundown.leak.internal.hprof.HeapClass;
import io.rundown.leak.internal.hprof.HeapDump;
import io.rundown.leak.internal.hprof.HeapObjects;
import io.rundown.leak.internal.hprof.Tags;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What belongs to some class loaders: their classes, those of loaders below them, and all instances. */
public final class Inside {

    private final Map<Long, Long> owners = new HashMap<>();
    private final long only;
    private final int searched;
    private final boolean[] classes;
    private final List<Long> objects = new ArrayList<>();

    /**
     * Finds out what belongs to class loaders.
     *
     * @param searched their ids
     * @param loaders the ids of all class loaders
     */
    public Inside(HeapDump dump, HeapObjects heap, Collection<Long> searched, Collection<Long> loaders) {
        this.searched = searched.size();
        this.only = searched.size() == 1 ? searched.iterator().next() : 0;
        for (long each : searched) {
            owners.put(each, each);
        }
        Map<Long, Long> parents = new HashMap<>();
        for (long each : loaders) {
            parents.put(each, heap.reference(each, "java.lang.ClassLoader", "parent"));
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

    /** How many class loaders are searched for. */
    int searched() {
        return searched;
    }

    /** Which of the searched class loaders the object inside belongs to whose record begins here. */
    long owner(HeapDump dump, long at) {
        if (only != 0) {
            return only;
        }
        DumpFile file = dump.file();
        long id = file.id(at + 1);
        HeapClass type = switch (file.u1(at)) {
            case Tags.INSTANCE -> dump.classes().byId(file.id(at + 1 + file.idSize() + 4));
            case Tags.OBJECT_ARRAY -> dump.classes().byId(file.id(at + 1 + file.idSize() + 8));
            default -> dump.classes().byId(id);
        };
        long asLoader = type != null && type.isLoader() ? owner(id) : 0;
        return asLoader != 0 || type == null ? asLoader : owner(type.loaderId());
    }

    /** Which of the searched class loaders one belongs to: itself or one above it; 0 if none. */
    public long owner(long loaderId) {
        return owners.getOrDefault(loaderId, 0L);
    }
}
