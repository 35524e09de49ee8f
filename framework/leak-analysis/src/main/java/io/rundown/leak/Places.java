package io.rundown.leak;

import io.rundown.leak.internal.hprof.HeapClass;
import io.rundown.leak.internal.hprof.HeapDump;
import io.rundown.leak.internal.hprof.HeapObjects;
import io.rundown.leak.internal.walk.Entry;
import io.rundown.leak.internal.walk.HolderSearch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds out which entries are in the same collection, cheaply, as there may be thousands. */
final class Places {

    private final HeapDump dump;
    private final HeapObjects heap;
    private final HolderSearch search;
    private final Map<Integer, Place> known = new HashMap<>();

    Places(HeapDump dump, HeapObjects heap, HolderSearch search) {
        this.dump = dump;
        this.heap = heap;
        this.search = search;
    }

    /**
     * A collection, or any other object.
     *
     * @param owner the nearest object on the way back that is no part of a collection, or a negative number that stands for a root
     * @param collection what it refers to: the first part of the collection, or the object inside
     */
    record Place(int owner, int collection) {}

    /** What is held in one place. */
    static final class Held {

        private final Entry first;
        private long alike = -1;

        Held(Entry first) {
            this.first = first;
        }

        void count(Entry entry) {
            alike += 1 + entry.more();
        }

        Entry first() {
            return first;
        }

        long alike() {
            return alike;
        }
    }

    Place of(Entry entry) {
        if (entry.holder() < 0) {
            return new Place(-2 - entry.root(), -1);
        }
        if (!isInternal(entry.holder())) {
            return new Place(entry.holder(), entry.target());
        }
        int each = entry.holder();
        List<Integer> passed = new ArrayList<>();
        Place place = known.get(each);
        while (place == null) {
            passed.add(each);
            int parent = search.parent(each);
            if (parent < 0 || !isInternal(parent)) {
                place = new Place(parent, each);
            } else {
                each = parent;
                place = known.get(each);
            }
        }
        for (int part : passed) {
            known.put(part, place);
        }
        return place;
    }

    private boolean isInternal(int number) {
        long id = heap.id(number);
        HeapClass type = dump.classes().byId(id) != null ? null : heap.classOf(id);
        return type != null && Containers.isPart(type.name());
    }
}
