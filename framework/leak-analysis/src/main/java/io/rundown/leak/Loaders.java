package io.rundown.leak;

import io.rundown.leak.internal.hprof.BadDumpException;
import io.rundown.leak.internal.hprof.HeapClass;
import io.rundown.leak.internal.hprof.HeapDump;
import io.rundown.leak.internal.hprof.HeapObjects;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The class loaders of a dump. */
final class Loaders {

    private final HeapDump dump;
    private final HeapObjects heap;
    private final Map<Long, Loader> byId = new LinkedHashMap<>();

    Loaders(HeapDump dump, HeapObjects heap, List<Long> ids) throws BadDumpException {
        this.dump = dump;
        this.heap = heap;
        do {
            byId.clear();
            for (long id : ids) {
                byId.put(id, describe(id));
            }
        } while (heap.find());
    }

    /**
     * A class loader.
     *
     * @param id its id
     * @param name its name, or an empty string
     * @param type its class
     * @param classes how many classes it has defined
     * @param closed whether it says that it is closed
     */
    record Loader(long id, String name, String type, int classes, boolean closed) {

        String simpleType() {
            return type.substring(Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1);
        }

        @Override
        public String toString() {
            return name.isEmpty() ? type : "'" + name + "' (" + type + ")";
        }
    }

    private Loader describe(long id) {
        HeapClass type = heap.classOf(id);
        String name = heap.string(heap.reference(id, "java.lang.ClassLoader", "name"));
        long urls = heap.reference(id, "java.net.URLClassLoader", "ucp");
        boolean closed = heap.byteField(id, "", "closed") == 1 || heap.byteField(urls, "", "closed") == 1;
        return new Loader(
                id,
                name == null ? "" : name,
                type == null ? "?" : type.name(),
                dump.classes().definedBy(id).size(),
                closed);
    }

    /** Those that an application can have made: without the JVM's own, and without those of reflection. */
    List<Loader> ofTheApplication() {
        List<Loader> found = new ArrayList<>();
        for (Loader each : byId.values()) {
            boolean own = dump.classes().isLasting(each.id())
                    || each.type().startsWith("jdk.internal.")
                    || each.type().startsWith("sun.reflect.");
            if (!own) {
                found.add(each);
            }
        }
        return found;
    }

    List<Long> ids() {
        return List.copyOf(byId.keySet());
    }

    @Nullable
    Loader byId(long id) {
        return byId.get(id);
    }

    /** The names of the classes that one has defined. */
    List<String> classNames(Loader loader) {
        return dump.classes().definedBy(loader.id()).stream()
                .map(HeapClass::name)
                .toList();
    }
}
