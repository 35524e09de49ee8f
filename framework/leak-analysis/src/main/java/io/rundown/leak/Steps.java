package io.rundown.leak;

import io.rundown.leak.internal.hprof.HeapClass;
import io.rundown.leak.internal.hprof.HeapObjects;
import io.rundown.leak.internal.walk.Edge;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says one reference as a step in an expression, or nothing if it is within a collection. */
final class Steps {

    private final HeapObjects heap;
    private final Texts texts;

    Steps(HeapObjects heap, Texts texts) {
        this.heap = heap;
        this.texts = texts;
    }

    String of(List<Edge> edges, int number, boolean last) {
        Edge edge = edges.get(number);
        return switch (edge.kind()) {
            case FIELD -> field(edge, last);
            case ELEMENT -> element(edge, number == 0 ? null : edges.get(number - 1), last);
            case STATIC -> "." + edge.name() + " (static)";
            case CLASS -> ", its class";
            case LOADER -> ", its class loader";
            case DEFINES -> ", a class of it: " + texts.type(edge.to());
            case SUPERCLASS -> ", its superclass";
            case DOMAIN -> ", its protection domain";
        };
    }

    private String field(Edge edge, boolean last) {
        String type = typeOf(edge.from());
        if (!Containers.isCollection(type)) {
            return "." + edge.name();
        }
        return switch (edge.name()) {
            case "value", "val" -> isEntry(type) ? "[" + texts.key(keyOf(edge.from())) + "]" : last ? "[value]" : "";
            case "key" -> isEntry(type) ? "[a key]" : last ? "[key]" : "";
            case "item", "element", "e" -> "[an element]";
            case "k0" -> "[a key]";
            case "v0" -> "[" + texts.key(heap.reference(edge.from(), "", "k0")) + "]";
            case "e0" -> "[0]";
            case "e1" -> "[1]";
            default -> last ? "." + edge.name() : "";
        };
    }

    /** Of an entry of a weak map, the key is what it refers to weakly. */
    private long keyOf(long entry) {
        long key = heap.reference(entry, "", "key");
        return key != 0 ? key : heap.reference(entry, "java.lang.ref.Reference", "referent");
    }

    private static boolean isEntry(String type) {
        return type.contains("$") || type.equals("java.util.KeyValueHolder");
    }

    private String element(Edge edge, @Nullable Edge before, boolean last) {
        String holder = before == null ? "" : typeOf(before.from());
        if (Containers.isFlatMap(holder)) {
            boolean value = edge.index() % 2 == 1;
            return value ? "[" + texts.key(heap.element(edge.from(), edge.index() - 1)) + "]" : "[a key]";
        }
        boolean nodes = Containers.isCollection(typeOf(edge.from())) && Containers.isCollection(typeOf(edge.to()));
        if (holder.equals("java.util.EnumMap") || holder.equals("java.util.ImmutableCollections$SetN")) {
            return "[an element]";
        }
        return nodes && !last && !Containers.isList(holder) ? "" : "[" + edge.index() + "]";
    }

    private String typeOf(long id) {
        HeapClass type = heap.classOf(id);
        return type == null ? "" : type.name();
    }
}
