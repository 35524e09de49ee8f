package io.rundown.leak.internal.walk;

import io.rundown.leak.internal.hprof.HeapClass;
import io.rundown.leak.internal.hprof.HeapClass.Field;
import io.rundown.leak.internal.hprof.HeapClass.StaticField;
import io.rundown.leak.internal.hprof.HeapDump;
import io.rundown.leak.internal.hprof.HeapObjects;
import java.util.ArrayList;
import java.util.List;

/** Finds out which field it is by which one object refers to another, which a search has no time to remember. */
final class Edges {

    private final HeapDump dump;
    private final HeapObjects heap;

    Edges(HeapDump dump, HeapObjects heap) {
        this.dump = dump;
        this.heap = heap;
    }

    /** Every reference from one object to another; at least one, as the search came this way. */
    List<Edge> between(long from, long to) {
        HeapClass itself = dump.classes().byId(from);
        if (itself != null) {
            return ofClass(itself, to);
        }
        List<Edge> edges = new ArrayList<>();
        int length = heap.length(from);
        for (int i = 0; i < length && edges.isEmpty(); i++) {
            if (heap.element(from, i) == to) {
                edges.add(new Edge(from, to, Edge.Kind.ELEMENT, "", "", i));
            }
        }
        HeapClass type = heap.classOf(from);
        if (type != null && length < 0) {
            for (Field each : dump.classes().fields(type)) {
                if (each.isObject() && heap.reference(from, each) == to && isFollowed(type, each)) {
                    edges.add(new Edge(from, to, Edge.Kind.FIELD, each.owner().name(), each.name(), -1));
                }
            }
        }
        if (edges.isEmpty()) {
            boolean defines = type != null && type.id() != to;
            edges.add(Edge.of(from, to, defines ? Edge.Kind.DEFINES : Edge.Kind.CLASS));
        }
        return edges;
    }

    private static boolean isFollowed(HeapClass type, Field field) {
        return field.offset() == type.softReferent() || isStrong(type, field);
    }

    /** Whether a field keeps what it refers to, unlike a referent. */
    static boolean isStrong(HeapClass type, Field field) {
        for (int offset : type.references()) {
            if (offset == field.offset()) {
                return true;
            }
        }
        return false;
    }

    private List<Edge> ofClass(HeapClass from, long to) {
        for (StaticField each : dump.classes().statics(from)) {
            if (each.value() == to) {
                return List.of(new Edge(from.id(), to, Edge.Kind.STATIC, from.name(), each.name(), -1));
            }
        }
        Edge.Kind kind = from.loaderId() == to
                ? Edge.Kind.LOADER
                : from.record().superId() == to ? Edge.Kind.SUPERCLASS : Edge.Kind.DOMAIN;
        return List.of(Edge.of(from.id(), to, kind));
    }
}
