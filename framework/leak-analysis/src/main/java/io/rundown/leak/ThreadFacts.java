package io.rundown.leak;

import io.rundown.leak.internal.hprof.HeapClass;
import io.rundown.leak.internal.hprof.HeapClass.StaticField;
import io.rundown.leak.internal.hprof.HeapDump;
import io.rundown.leak.internal.hprof.HeapObjects;
import io.rundown.leak.internal.hprof.RootKind;
import io.rundown.leak.internal.hprof.Stacks.Frame;
import io.rundown.leak.internal.walk.Edge;
import io.rundown.leak.internal.walk.Inside;
import io.rundown.leak.internal.walk.Trail;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of the threads that hold something. */
final class ThreadFacts {

    private static final String THREAD = "java.lang.Thread";

    private final HeapDump dump;
    private final HeapObjects heap;
    private final Inside inside;
    private final Texts texts;
    private @Nullable Map<Long, String> staticFields;

    ThreadFacts(HeapDump dump, HeapObjects heap, Inside inside, Texts texts) {
        this.dump = dump;
        this.heap = heap;
        this.inside = inside;
        this.texts = texts;
    }

    /**
     * The thread that a trail is about: the running one that it leads to, the last one on it, or the one whose stack it
     * begins at; 0 if none.
     */
    long of(Trail trail) {
        if (isThread(trail.target()) && dump.stacks().serialOf(trail.target()) != 0) {
            return trail.target();
        }
        for (int i = trail.edges().size() - 1; i >= 0; i--) {
            if (trail.edges().get(i).kind() == Edge.Kind.STATIC) {
                return 0;
            }
            if (isThread(trail.edges().get(i).from())) {
                return trail.edges().get(i).from();
            }
        }
        return trail.root().kind() == RootKind.THREAD
                ? trail.root().id()
                : dump.stacks().threadId(trail.root().threadSerial());
    }

    boolean isThread(long id) {
        HeapClass type = heap.classOf(id);
        return type != null && type.isSubclassOf(THREAD);
    }

    /** Whether a thread was made to run code of the class loader that a trail ends at: by its class or by what it runs. */
    boolean runsCodeOf(Trail trail, long thread) {
        long owner = ownerOf(trail);
        return belongs(heap.classOf(thread), owner) || belongs(heap.classOf(task(thread)), owner);
    }

    /** What a thread runs; before Java 19 in a field of its own. */
    long task(long thread) {
        long target = heap.reference(thread, THREAD, "target");
        return target != 0 ? target : heap.reference(heap.reference(thread, THREAD, "holder"), "", "task");
    }

    private long ownerOf(Trail trail) {
        return Trail.ownerOf(dump, heap, inside, trail.target());
    }

    private boolean belongs(@Nullable HeapClass type, long owner) {
        return type != null && owner != 0 && inside.owner(type.loaderId()) == owner;
    }

    /** The innermost method that a thread is in of the class loader that a trail ends at, or null. */
    @Nullable
    Frame frameInside(Trail trail, long thread) {
        long owner = ownerOf(trail);
        for (Frame each : dump.stacks().stack(dump.stacks().serialOf(thread))) {
            if (belongs(each.type(), owner)) {
                return each;
            }
        }
        return null;
    }

    /** Names the thread-local that an entry of a thread's map is for. */
    String threadLocal(long entry) {
        long key = heap.reference(entry, "java.lang.ref.Reference", "referent");
        if (key == 0) {
            return "a thread-local that is gone itself";
        }
        String field = staticFields().get(key);
        return field == null ? "a thread-local (" + texts.type(key) + ")" : "thread-local " + field;
    }

    /** Which static field refers to an object: looked for once, as a pool may have a thousand threads. */
    private Map<Long, String> staticFields() {
        if (staticFields == null) {
            staticFields = new HashMap<>();
            for (HeapClass each : dump.classes().all()) {
                for (StaticField field : dump.classes().statics(each)) {
                    staticFields.putIfAbsent(field.value(), each.name() + "." + field.name());
                }
            }
        }
        return staticFields;
    }
}
