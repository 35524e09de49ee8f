package io.rundown.benchmarks.leak;

import io.rundown.benchmarks.leak.dumped.DumpProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.netbeans.lib.profiler.heap.Heap;
import org.netbeans.lib.profiler.heap.HeapFactory;
import org.netbeans.lib.profiler.heap.Instance;

/** NetBeans' library: from the loader to the root by the nearest pointers. */
final class NetBeansPath {

    private NetBeansPath() {}

    static String find(Path dump) throws IOException {
        try {
            Heap heap = HeapFactory.createHeap(dump.toFile());
            return path(heap.getJavaClassByName(DumpProgram.FORGOTTEN).getClassLoader());
        } finally {
            deleteCache(dump.resolveSibling(dump.getFileName() + ".nbcache"));
        }
    }

    private static String path(Instance loader) {
        List<String> hops = new ArrayList<>();
        @Nullable Instance each = loader;
        while (each != null) {
            hops.add(each.getJavaClass().getName());
            if (each.isGCRoot()) {
                return String.join(" <- ", hops);
            }
            each = each.getNearestGCRootPointer();
        }
        throw new IllegalStateException("No path from a root to " + hops);
    }

    /** What it leaves beside the dump would make the next run faster than a first one. */
    private static void deleteCache(Path cache) throws IOException {
        if (Files.notExists(cache)) {
            return;
        }
        try (Stream<Path> all = Files.walk(cache)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
