package io.rundown.host;

import io.rundown.host.testing.LentPoints.Session;
import io.rundown.host.testing.LentPoints.Sessions;
import io.rundown.host.testing.PluginJars;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A plugin that lets objects out. */
abstract class LentFixture extends HostFixture {

    private static final Map<String, byte[]> JARS = new ConcurrentHashMap<>();

    private static final String SESSION = """
            class PluginSession implements io.rundown.host.testing.LentPoints.Session {
                private final String name;
                PluginSession(String name) { this.name = name; }
                public String name() throws java.io.IOException {
                    if (name.isEmpty()) { throw new java.io.IOException("no name"); }
                    return name;
                }
                public Object run(Callable<?> body) throws Exception { return body.call(); }
                public io.rundown.host.testing.LentPoints.Session self() { return this; }
                public Iterator<String> words() {
                    return new Iterator<>() {
                        private int next;
                        public boolean hasNext() { return next < 2; }
                        public String next() { return name + next++; }
                    };
                }
                public boolean isSame(Object other) { return other == this; }
            }
            """;

    private static final String SESSIONS = """
            public class TheSessions implements io.rundown.host.testing.LentPoints.Sessions {
                public io.rundown.host.testing.LentPoints.Session open(String name) {
                    if (name.equals("hook")) { Hook.run(); }
                    return new PluginSession(name);
                }
                public String close(io.rundown.host.testing.LentPoints.Session session) {
                    return session instanceof PluginSession ? "own" : "foreign";
                }
                public String closeAny(Object session) { return session instanceof PluginSession ? "own" : "foreign"; }
                public io.rundown.host.testing.LentPoints.Session pass(io.rundown.host.testing.LentPoints.Session it) {
                    return it;
                }
                public java.util.function.Supplier<io.rundown.host.testing.LentPoints.Session> supplier() {
                    return () -> new PluginSession("supplied");
                }
                public Object bare() { return new PluginSession("bare"); }
                public io.rundown.host.testing.LentPoints.Shape shape() {
                    return new io.rundown.host.testing.LentPoints.Circle() {};
                }
                public io.rundown.host.testing.LentPoints.Circle circle() {
                    return new io.rundown.host.testing.LentPoints.Circle() {};
                }
            }
            """;

    PluginJars lender(String id, String version) {
        String packageName = "com.acme." + id;
        return PluginJars.runner(folder, id, version)
                .source(packageName + ".PluginSession", SESSION)
                .source(packageName + ".TheSessions", SESSIONS)
                .extension(packageName + ".TheSessions");
    }

    /** Compiled once for all tests. */
    Path lenderJar(String id, String version) {
        String name = id + "-" + version + ".jar";
        Path jar = folder.resolve(name);
        try {
            byte[] known = JARS.get(name);
            if (known == null) {
                known = Files.readAllBytes(lender(id, version).jar(name));
                JARS.put(name, known);
            }
            return Files.write(jar, known);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Sessions loadLender(String id) {
        host.load(lenderJar(id, "1.0.0"));
        return host.extension(Sessions.class, id);
    }

    /** The class loader behind a lent object. */
    static WeakReference<ClassLoader> loaderBehind(Session session) throws Exception {
        return new WeakReference<>((ClassLoader) session.run(() -> StackWalker.getInstance(
                        StackWalker.Option.RETAIN_CLASS_REFERENCE)
                .walk(frames -> frames.map(StackWalker.StackFrame::getDeclaringClass)
                        .filter(type -> type.getName().startsWith("com.acme."))
                        .findFirst()
                        .orElseThrow()
                        .getClassLoader())));
    }
}
