package io.rundown.leak.internal.walk;

import io.rundown.leak.internal.hprof.HeapClass;
import io.rundown.leak.internal.hprof.HeapDump;
import io.rundown.leak.internal.hprof.HeapObjects;
import io.rundown.leak.internal.hprof.Root;
import java.util.ArrayList;
import java.util.List;

/**
 * One way from a root to a class loader.
 *
 * @param root where it begins
 * @param edges the references outside and the one that leads inside, in order; empty if the root is inside itself
 * @param target the id of the first object inside
 * @param tail the references from there to the class loader
 * @param more how many further references into the same class loader the same array has
 */
public record Trail(Root root, List<Edge> edges, long target, List<Edge> tail, long more) {

    /** How many references it is from the root to the class loader. */
    public int length() {
        return edges.size() + tail.size();
    }

    /**
     * Follows an entry back to its root and on to the class loader.
     *
     * @return one trail, or several if the holder refers to the target by several fields
     */
    public static List<Trail> of(HeapDump dump, HeapObjects heap, HolderSearch search, Inside inside, Entry entry) {
        Edges edges = new Edges(dump, heap);
        long target = heap.id(entry.target());
        List<Edge> tail = tail(dump, heap, inside, edges, target);
        if (entry.holder() < 0) {
            return List.of(new Trail(dump.roots().get(entry.root()), List.of(), target, tail, 0));
        }
        int[] way = search.way(entry.holder());
        List<Edge> outside = new ArrayList<>();
        for (int i = 2; i < way.length; i++) {
            outside.add(edges.between(heap.id(way[i - 1]), heap.id(way[i])).get(0));
        }
        List<Trail> trails = new ArrayList<>();
        for (Edge last : edges.between(heap.id(entry.holder()), target)) {
            List<Edge> all = new ArrayList<>(outside);
            all.add(last);
            trails.add(new Trail(dump.roots().get(way[0]), all, target, tail, entry.more()));
        }
        return trails;
    }

    /** By way of the object's class, unless the object refers to the class loader itself. */
    private static List<Edge> tail(HeapDump dump, HeapObjects heap, Inside inside, Edges edges, long target) {
        List<Edge> tail = new ArrayList<>();
        long owner = ownerOf(dump, heap, inside, target);
        long each = target;
        while (each != owner) {
            HeapClass itself = dump.classes().byId(each);
            HeapClass type = heap.classOf(each);
            long next;
            if (itself != null) {
                next = itself.loaderId();
            } else if (type == null) {
                break;
            } else if (refersTo(dump, heap, type, each, owner)) {
                next = owner;
            } else if (inside.owner(each) == owner) {
                next = heap.reference(each, "java.lang.ClassLoader", "parent");
            } else {
                next = type.id();
            }
            if (next == 0) {
                break;
            }
            tail.add(edges.between(each, next).get(0));
            each = next;
        }
        return tail;
    }

    private static boolean refersTo(HeapDump dump, HeapObjects heap, HeapClass type, long from, long to) {
        return dump.classes().fields(type).stream()
                .anyMatch(each -> each.isObject() && heap.reference(from, each) == to && Edges.isStrong(type, each));
    }

    /** Which of the searched class loaders an object inside belongs to, or 0. */
    public static long ownerOf(HeapDump dump, HeapObjects heap, Inside inside, long id) {
        HeapClass itself = dump.classes().byId(id);
        if (itself != null) {
            return inside.owner(itself.loaderId());
        }
        HeapClass type = heap.classOf(id);
        long asLoader = inside.owner(id);
        return asLoader != 0 || type == null ? asLoader : inside.owner(type.loaderId());
    }
}
