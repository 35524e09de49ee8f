package io.rundown.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Another library reads the same dumps of random graphs: the class loader must be found held by both or by none, and here by
 * no longer a path. Whether it is held at all is for the collector to say, which runs before the dump.
 *
 * <p>Where the models differ: local variables come last here, however near they are, so that such a path of
 * the oracle's says nothing about lengths.
 */
class OracleTest {

    private static final int NODES = 2_000;

    @TempDir
    private static Path folder;

    private static LeakedLoaders leaked;

    @BeforeAll
    static void compile() throws Exception {
        leaked = LeakedLoaders.compile(folder, List.of("class Nothing implements Runnable { public void run() {} }"));
    }

    @AfterEach
    void forget() {
        Application.forget();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void findsTheClassLoaderToo_byNoShorterPath(long seed) throws Exception {
        WeakReference<ClassLoader> loader = plant(seed);
        Path dump = folder.resolve("random-" + seed + ".hprof");
        Oracle.dump(dump);

        if (loader.refersTo(null)) {
            assertThatThrownBy(() -> LeakAnalysis.ofDump(dump, "acme#" + seed))
                    .hasMessageContaining("There is no class loader 'acme#" + seed + "'");
        } else {
            LeakReport report = LeakAnalysis.ofDump(dump, "acme#" + seed);
            LoaderLeak leak = report.loaders().get(0);
            int theirs = Oracle.steps(dump, leak.id());
            int ours = leak.paths().stream().mapToInt(LeakPath::length).min().orElseThrow();
            assertThat(theirs).as("seed %d: %s", seed, report).isNotNegative();
            assertThat(ours).as("seed %d: %s", seed, report).isLessThanOrEqualTo(theirs);
        }
    }

    /** Objects that refer to each other at random, some by collections; one of them refers to the class loader's object. */
    private static WeakReference<ClassLoader> plant(long seed) throws Exception {
        Random random = new Random(seed);
        List<Object> nodes = new ArrayList<>();
        for (int i = 0; i < NODES; i++) {
            nodes.add(
                    switch (random.nextInt(4)) {
                        case 0 -> new HashMap<Object, Object>();
                        case 1 -> new ArrayList<>();
                        case 2 -> new Object[5];
                        default -> new WeakReference<Object>(i == 0 ? "first" : nodes.get(random.nextInt(i)));
                    });
        }
        for (int i = 1; i < NODES; i++) {
            refer(random, nodes.get(i), nodes.get(random.nextInt(NODES)));
            refer(random, nodes.get(random.nextInt(i)), nodes.get(i));
        }
        try (URLClassLoader loader = leaked.loader("acme#" + seed)) {
            Object leak = LeakedLoaders.create(loader, "Nothing");
            refer(random, nodes.get(random.nextInt(NODES)), leak);
            refer(random, nodes.get(random.nextInt(NODES)), leak);
            Application.HISTORY.addAll(nodes.subList(0, 3));
            Application.LISTENERS.put("weakly", new WeakReference<>(leak));
            return new WeakReference<>(loader);
        }
    }

    @SuppressWarnings("unchecked")
    private static void refer(Random random, Object from, Object to) {
        if (from instanceof Map<?, ?> map) {
            ((Map<Object, Object>) map).put("key" + random.nextInt(100), to);
        } else if (from instanceof List<?> list) {
            ((List<Object>) list).add(to);
        } else if (from instanceof Object[] array) {
            array[random.nextInt(array.length)] = to;
        }
    }
}
