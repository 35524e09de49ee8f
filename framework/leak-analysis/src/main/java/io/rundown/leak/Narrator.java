package io.rundown.leak;

import io.rundown.leak.internal.hprof.HeapClass;
import io.rundown.leak.internal.hprof.HeapDump;
import io.rundown.leak.internal.hprof.HeapObjects;
import io.rundown.leak.internal.hprof.Root;
import io.rundown.leak.internal.hprof.Stacks.Frame;
import io.rundown.leak.internal.walk.Edge;
import io.rundown.leak.internal.walk.Inside;
import io.rundown.leak.internal.walk.Trail;
import java.util.ArrayList;
import java.util.List;

/** Turns a trail of references into what a person would say. */
final class Narrator {

    private static final int MOST_STEPS = 16;

    private final HeapDump dump;
    private final Texts texts;
    private final Steps steps;
    private final ThreadFacts threads;
    private final Diagnosis diagnosis;

    Narrator(HeapDump dump, HeapObjects heap, Inside inside) {
        this.dump = dump;
        this.texts = new Texts(dump, heap);
        this.steps = new Steps(heap, texts);
        this.threads = new ThreadFacts(dump, heap, inside, texts);
        this.diagnosis = new Diagnosis(dump, heap, texts, threads);
    }

    /**
     * Where a person begins to tell.
     *
     * @param text what is said
     * @param edge the number of the first reference that is to be told after that
     */
    private record Beginning(String text, int edge) {}

    Told tell(Trail trail, long alike) {
        Beginning beginning = beginning(trail);
        List<LeakHop> hops = new ArrayList<>();
        for (int i = beginning.edge; i < trail.edges().size(); i++) {
            boolean last = i == trail.edges().size() - 1;
            String step = steps.of(trail.edges(), i, last);
            if (!step.isEmpty()) {
                hops.add(new LeakHop(step, texts.type(trail.edges().get(i).to())));
            }
        }
        shorten(hops);
        Diagnosis.Finding finding = diagnosis.of(trail);
        String held = texts.type(trail.target());
        LeakPath path = new LeakPath(
                finding.kind(), beginning.text, List.copyOf(hops), held, finding.hint(), trail.length(), alike);
        long thread = threads.of(trail);
        // Threads may be called the same.
        String where = thread + " " + beginning.text;
        String place = finding.place().isEmpty() ? place(where, hops) : finding.place();
        return new Told(path, place, thread);
    }

    /** A list that somebody has linked by hand may have a million steps. */
    private static void shorten(List<LeakHop> hops) {
        int leftOut = hops.size() - 2 * MOST_STEPS;
        if (leftOut > 0) {
            List<LeakHop> middle = hops.subList(MOST_STEPS, MOST_STEPS + leftOut);
            middle.clear();
            middle.add(new LeakHop(" ... (" + leftOut + " more steps) ... ", ""));
        }
    }

    /** Elements of one collection are in the same place, and so is everything that one element leads to. */
    private static String place(String holder, List<LeakHop> hops) {
        int last = hops.size() - 1;
        while (last >= 0 && !hops.get(last).step().startsWith("[")) {
            last--;
        }
        boolean element = last == hops.size() - 1;
        StringBuilder place = new StringBuilder(holder);
        for (int i = 0; i < (last < 0 ? hops.size() : last + 1); i++) {
            place.append(element && i == last ? "[]" : hops.get(i).step());
        }
        return place.toString();
    }

    /** At the last static field of a class that stays anyway, at the last thread-local, or else at the root. */
    private Beginning beginning(Trail trail) {
        List<Edge> edges = trail.edges();
        for (int i = edges.size() - 1; i >= 0; i--) {
            Edge each = edges.get(i);
            if (each.kind() == Edge.Kind.STATIC) {
                HeapClass owner = dump.classes().byId(each.from());
                if (owner != null && dump.classes().isLasting(owner.loaderId())) {
                    return new Beginning("static field " + each.owner() + "." + each.name(), i + 1);
                }
            }
            if (each.isField("java.lang.ThreadLocal$ThreadLocalMap$Entry", "value")) {
                long thread = threads.of(trail);
                String holder = thread == 0 ? "a thread" : texts.thread(thread);
                return new Beginning(threads.threadLocal(each.from()) + " in " + holder, i + 1);
            }
        }
        return new Beginning(root(trail.root()), 0);
    }

    private String root(Root root) {
        String thread = texts.thread(dump.stacks().threadId(root.threadSerial()));
        return switch (root.kind()) {
            case THREAD -> texts.thread(root.id());
            case SYSTEM_CLASS -> texts.type(root.id());
            case JNI_GLOBAL ->
                dump.isPending(root)
                        ? "a reference object that the JVM is about to enqueue"
                        : "a global reference of native code (JNI)";
            case JNI_LOCAL -> "a local reference of native code (JNI) in " + thread;
            case JAVA_FRAME -> localVariable(root, thread);
            case NATIVE_STACK -> "the stack of native code in " + thread;
            case THREAD_BLOCK -> "a block of " + thread;
            case MONITOR -> "a monitor that a thread holds or waits for";
            case UNKNOWN -> "the JVM itself";
        };
    }

    private String localVariable(Root root, String thread) {
        Frame frame = dump.stacks().frameOf(root);
        return "a local variable" + (frame == null ? "" : " of " + frame) + " in " + thread;
    }
}
