package io.rundown.host.soak;

import io.rundown.host.testing.PluginJars;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Five plugins in two versions each, compiled once: {@code rates}; {@code tax} and {@code carrier} on top of it; {@code
 * invoice}, which closes the diamond; and {@code audit}, which takes {@code tax} if it is there. The second versions have
 * other dependencies.
 */
final class SoakPlugins {

    static final List<String> IDS = List.of("rates", "tax", "carrier", "invoice", "audit");

    /** Whom an unload takes along at the most; those that are not here are only ever reloaded. */
    static final Map<String, List<String>> UNLOADED_WITH =
            Map.of("tax", List.of("tax", "invoice", "audit"), "invoice", List.of("invoice"), "audit", List.of("audit"));

    /** Its extension has another name in the second version. Its handles follow, but there are two of them. */
    static final String RENAMES = "invoice";

    private static final int NEVER_LOADED = 8;

    /** With the extension's name, how many classes it leaves for later, the package, and the plugin. */
    private static final String SERVICE = """
            class %1$s implements SoakService {
                private static final java.util.concurrent.atomic.AtomicInteger LOADED =
                        new java.util.concurrent.atomic.AtomicInteger();

                @Override public Answer ask(Question question) {
                    Life begin = ThePlugin.life();
                    begin.enter(ThePlugin.linked());
                    try {
                        return work(begin, question);
                    } finally {
                        ThePlugin.life().leave();
                    }
                }

                @Override public CompletionStage<Answer> askLater(Question question) {
                    Life begin = ThePlugin.life();
                    begin.enter(ThePlugin.linked());
                    return CompletableFuture.supplyAsync(() -> {
                        try {
                            return work(begin, question);
                        } finally {
                            ThePlugin.life().leave();
                        }
                    }, Soak.later());
                }

                @Override public Future<Answer> askByFuture(Question question) {
                    Life begin = ThePlugin.life();
                    begin.enter(ThePlugin.linked());
                    FutureTask<Answer> task = new FutureTask<>(() -> {
                        try {
                            return work(begin, question);
                        } finally {
                            ThePlugin.life().leave();
                        }
                    });
                    Soak.later().execute(task);
                    return task;
                }

                @Override public Session open() {
                    return this::ask;
                }

                private static Answer work(Life begin, Question question) {
                    Soak.askNext(begin, question);
                    if (question.micros() > 0) {
                        java.util.concurrent.locks.LockSupport.parkNanos(question.micros() * 1000L);
                    }
                    if (question.loadSomething()) {
                        load(LOADED.getAndIncrement());
                    }
                    return new Answer(begin, ThePlugin.life());
                }

                private static void load(int next) {
                    try {
                        if (next < %2$d) {
                            Class.forName("%3$s.Never" + next);
                            return;
                        }
                        try (java.io.InputStream in = %1$s.class.getResourceAsStream("/%4$s-never-loaded.txt")) {
                            if (in == null || in.read() != 'x') {
                                throw new IllegalStateException("the class loader was closed inside a call");
                            }
                        }
                    } catch (java.io.IOException | ClassNotFoundException e) {
                        throw new IllegalStateException("the class loader was closed inside a call", e);
                    }
                }
            }
            """;

    private final Path folder;
    private final Map<String, List<Path>> versions = new LinkedHashMap<>();
    private final Map<String, Path> broken = new LinkedHashMap<>();

    SoakPlugins(Path folder) {
        this.folder = folder;
        add("rates", List.of(), List.of());
        add("tax", List.of("rates"), List.of("rates"));
        add("carrier", List.of("rates"), List.of("rates"));
        add("invoice", List.of("tax", "carrier"), List.of("carrier", "rates", "tax"));
        add("audit", List.of("tax?"), List.of());
        for (String id : List.of("rates", "invoice")) {
            broken.put(
                    id,
                    PluginJars.plugin(folder, id, "3.0.0")
                            .pluginClass("com.acme." + id + ".ThePlugin", """
                                    @Override public void start() { throw new IllegalStateException("broken"); }
                                    """)
                            .jar(id + "-3.0.0.jar"));
        }
    }

    /** The first version of each, in the order of {@link #IDS}. */
    List<Path> first() {
        return IDS.stream().map(id -> get(versions, id).get(0)).toList();
    }

    Path any(String id, RandomGenerator random) {
        List<Path> all = get(versions, id);
        return all.get(random.nextInt(all.size()));
    }

    /** The plugins of which there is a version that does not start. */
    List<String> brokenIds() {
        return List.copyOf(broken.keySet());
    }

    Path broken(String id) {
        return get(broken, id);
    }

    static <T> T get(Map<String, T> all, String id) {
        return Objects.requireNonNull(all.get(id), id);
    }

    private void add(String id, List<String> dependencies, List<String> dependenciesOfTheSecond) {
        String renamed = id.equals(RENAMES) ? "Renamed" : "TheService";
        Path one = jar(id, "1.0.0", "TheService", dependencies);
        // The second is compiled against what stands here already, as are those that come after it.
        versions.put(id, List.of(one, jar(id, "2.0.0", renamed, dependenciesOfTheSecond)));
    }

    private Path jar(String id, String version, String service, List<String> dependencies) {
        String packageName = "com.acme." + id;
        PluginJars jar = PluginJars.plugin(folder, id, version)
                .importing(Life.class.getPackageName())
                .pluginClass(packageName + ".ThePlugin", """
                        private static final Life LIFE = Life.begin("%s", "%s", ThePlugin.class.getClassLoader());
                        public static Life life() { return LIFE; }
                        static List<Life> linked() {
                            List<Life> linked = new ArrayList<>();
                            %s
                            return linked;
                        }
                        @Override public void start() { LIFE.start(linked()); }
                        @Override public void stop() { LIFE.stop(); }
                        """.formatted(id, version, linked(dependencies)))
                .source(packageName + "." + service, SERVICE.formatted(service, NEVER_LOADED, packageName, id))
                .extension(packageName + "." + service)
                .entry(id + "-never-loaded.txt", "x".getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < NEVER_LOADED; i++) {
            jar.source(packageName + ".Never" + i, "class Never" + i + " {}");
        }
        if (!dependencies.isEmpty()) {
            jar.dependsOn(String.join(",", dependencies));
        }
        dependencies.forEach(
                each -> jar.compiledAgainst(get(versions, each.replace("?", "")).get(0)));
        return jar.jar(id + "-" + version + ".jar");
    }

    private static String linked(List<String> dependencies) {
        List<String> lines = new ArrayList<>();
        for (String each : dependencies) {
            lines.add(
                    each.endsWith("?")
                            ? "linked.addAll(Life.ifLinked(() -> com.acme.%s.ThePlugin.life()));"
                                    .formatted(each.replace("?", ""))
                            : "linked.add(com.acme.%s.ThePlugin.life());".formatted(each));
        }
        return lines.stream().collect(Collectors.joining("\n"));
    }
}
