package io.rundown.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.function.Predicate;

/**
 * How much memory is live, for programs that have a process to themselves; with a small heap and a simple collector, so
 * that used memory is live memory.
 */
public final class LiveMemory {

    private static final int MOST_COLLECTIONS = 50;
    private static final int STEADY_BYTES = 512;

    private LiveMemory() {}

    /**
     * The heap's live bytes: collects until the figure stays, because what a cleared reference or a dead thread kept goes
     * with a later collection only.
     */
    public static long heap() throws InterruptedException {
        long used = heapAfterCollection();
        for (int same = 0, tries = 0; same < 4 && tries < MOST_COLLECTIONS; tries++) {
            long next = heapAfterCollection();
            same = Math.abs(next - used) <= STEADY_BYTES ? same + 1 : 0;
            used = next;
        }
        return used;
    }

    private static long heapAfterCollection() throws InterruptedException {
        System.gc();
        Thread.sleep(30);
        // As the collection left it: what is in use now includes the buffers that threads have set aside since.
        return sum(pool -> pool.getType() == MemoryType.HEAP, true);
    }

    /** The bytes that classes take outside the heap, as they are: a look at {@link #heap()} first drops the dead ones. */
    public static long metaspace() {
        return sum(pool -> pool.getName().equals("Metaspace"), false);
    }

    private static long sum(Predicate<MemoryPoolMXBean> pools, boolean afterCollection) {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pools)
                .map(pool -> afterCollection ? pool.getCollectionUsage() : pool.getUsage())
                .mapToLong(usage -> usage.getUsed())
                .sum();
    }
}
