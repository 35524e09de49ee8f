package io.rundown.host.soak;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The class loaders of all generations, held weakly. */
final class Loaders {

    private final Queue<Entry> entries = new ConcurrentLinkedQueue<>();

    private record Entry(Life life, WeakReference<ClassLoader> loader) {}

    void add(Life life, ClassLoader loader) {
        entries.add(new Entry(life, new WeakReference<>(loader)));
    }

    /** Those that are there after another collection. */
    List<Life> alive() {
        System.gc();
        entries.removeIf(each -> each.loader().get() == null);
        return entries.stream().map(Entry::life).toList();
    }
}
