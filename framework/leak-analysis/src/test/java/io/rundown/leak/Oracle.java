package io.rundown.leak;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.netbeans.lib.profiler.heap.GCRoot;
import org.netbeans.lib.profiler.heap.Heap;
import org.netbeans.lib.profiler.heap.HeapFactory;
import org.netbeans.lib.profiler.heap.Instance;

/** Another library that reads heap dumps, to compare with. It leaves files beside the dump. */
final class Oracle {

    /** How far away it is from a local variable, which says nothing: these come last here, however near they are. */
    static final int ANY_NUMBER = Integer.MAX_VALUE;

    private Oracle() {}

    /** Dumps this JVM for both. */
    static void dump(Path file) throws IOException {
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(file.toString(), true);
    }

    /** How many references there are on the oracle's path, -1 if it finds none. */
    static int steps(Path dump, long loaderId) throws IOException {
        Heap heap = HeapFactory.createHeap(dump.toFile());
        Instance each = heap.getInstanceByID(loaderId);
        int steps = 0;
        while (each != null && !each.isGCRoot()) {
            each = each.getNearestGCRootPointer();
            steps++;
        }
        if (each == null) {
            return -1;
        }
        String kind = heap.getGCRoot(each).getKind();
        boolean local = kind.equals(GCRoot.JAVA_FRAME) || kind.equals(GCRoot.JNI_LOCAL);
        return local ? ANY_NUMBER : steps;
    }
}
