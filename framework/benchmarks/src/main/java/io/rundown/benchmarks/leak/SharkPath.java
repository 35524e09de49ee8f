package io.rundown.benchmarks.leak;

import io.rundown.benchmarks.leak.dumped.DumpProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import shark.ApplicationLeak;
import shark.CloseableHeapGraph;
import shark.HeapAnalysis;
import shark.HeapAnalysisSuccess;
import shark.HeapAnalyzer;
import shark.HeapGraph;
import shark.HeapObject.HeapClass;
import shark.HprofHeapGraph;
import shark.HprofIndex;
import shark.IgnoredReferenceMatcher;
import shark.MetadataExtractor;
import shark.ReferenceMatcher;
import shark.ReferencePattern.InstanceFieldPattern;

/**
 * Shark. It follows no object to its class and no class to its loader, so it is asked for the object in the registry
 * instead of the loader, which is less.
 */
final class SharkPath {

    private static final List<ReferenceMatcher> NOT_STRONG = Stream.of("Soft", "Weak", "Phantom", "Final")
            .map(kind -> new InstanceFieldPattern("java.lang.ref." + kind + "Reference", "referent"))
            .<ReferenceMatcher>map(IgnoredReferenceMatcher::new)
            .toList();

    private SharkPath() {}

    static String find(Path dump) throws IOException {
        try (CloseableHeapGraph graph = HprofHeapGraph.Companion.openHeapGraph(
                dump.toFile(), null, HprofIndex.Companion.defaultIndexedGcRootTags())) {
            HeapAnalysis analysis = new HeapAnalyzer(step -> {})
                    .analyze(
                            dump.toFile(),
                            graph,
                            SharkPath::leaking,
                            NOT_STRONG,
                            false,
                            List.of(),
                            MetadataExtractor.Companion.getNO_OP());
            if (!(analysis instanceof HeapAnalysisSuccess found)
                    || found.getApplicationLeaks().isEmpty()) {
                throw new IllegalStateException("No path: " + analysis);
            }
            ApplicationLeak leak = found.getApplicationLeaks().get(0);
            return leak.getLeakTraces().get(0).toString().replaceAll("\\s+", " ");
        }
    }

    private static Set<Long> leaking(HeapGraph graph) {
        Set<Long> ids = new HashSet<>();
        HeapClass type = Objects.requireNonNull(graph.findClassByName(DumpProgram.FORGOTTEN));
        type.getInstances().iterator().forEachRemaining(each -> ids.add(each.getObjectId()));
        return ids;
    }
}
