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
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known of the threads that hold something. */
final class ThreadFacts {

    private final HeapDump dump;
    private final HeapObjects heap;
    private final Inside inside;
    private final Texts texts;
    private final Set<String> insideNames = new HashSet<>();

    ThreadFacts(HeapDump dump, HeapObjects heap, Inside inside, Texts texts) {
        this.dump = dump;
        this.heap = heap;
        this.inside = inside;
        this.texts = texts;
        for (HeapClass each : dump.classes().all()) {
            if (inside.contains(each)) {
                insideNames.add(each.name());
            }
        }
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
        return type != null && type.isSubclassOf("java.lang.Thread");
    }

    /** Whether a thread was made to run code of the class loader: its class or what it runs is inside. */
    boolean runsInsideCode(long thread) {
        return isInside(thread) || isInside(task(thread));
    }

    /** What a thread runs; before Java 19 in a field of its own. */
    long task(long thread) {
        long target = heap.reference(thread, "target");
        return target != 0 ? target : heap.reference(heap.reference(thread, "holder"), "task");
    }

    private boolean isInside(long id) {
        HeapClass type = heap.classOf(id);
        return type != null && inside.contains(type);
    }

    /** The innermost method of a class inside that a thread is in, or null. */
    @Nullable
    Frame insideFrame(long thread) {
        for (Frame each : dump.stacks().stack(dump.stacks().serialOf(thread))) {
            if (insideNames.contains(each.className())) {
                return each;
            }
        }
        return null;
    }

    /** Names the thread-local that an entry of a thread's map is for. */
    String threadLocal(long entry) {
        long key = heap.reference(entry, "referent");
        if (key == 0) {
            return "a thread-local that is gone itself";
        }
        for (HeapClass each : dump.classes().all()) {
            for (StaticField field : dump.classes().statics(each)) {
                if (field.value() == key) {
                    return "thread-local " + each.name() + "." + field.name();
                }
            }
        }
        return "a thread-local (" + texts.type(key) + ")";
    }
}
