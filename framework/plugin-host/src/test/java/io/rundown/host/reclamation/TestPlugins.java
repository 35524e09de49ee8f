package io.rundown.host.reclamation;

import io.rundown.host.testing.PluginJars;
import java.nio.file.Path;

/** Plugins that differ in what keeps them, or delays their end. All have a {@link io.rundown.host.testing.Runner}. */
enum TestPlugins {
    /** Nothing. */
    HEALTHY(""),
    /** The application, for good. */
    LEAKING("@Override public void start() { Registry.add(this); }"),
    /** The application, until it takes it out again. */
    HANDED_OUT("@Override public void start() { Registry.add(this); }"),
    /** Finalizers that take their time, one after the other. */
    FINALIZED("private final Object chain = new Slow(new Slow(null));"),
    /** A cleaner's action that is the plugin's own. */
    CLEANED("""
            private static final java.lang.ref.Cleaner CLEANER = java.lang.ref.Cleaner.create();
            @Override public void start() { CLEANER.register(new Object(), () -> PluginEvents.add("cleaned")); }
            """),
    /** Nothing, and it takes 4 MB. */
    LARGE("private final byte[] data = new byte[4 << 20];"),
    /** The application, and it takes 4 MB. */
    LARGE_LEAKING("""
            private final byte[] data = new byte[4 << 20];
            @Override public void start() { Registry.add(this); }
            """);

    private final String members;

    TestPlugins(String members) {
        this.members = members;
    }

    /** Builds one. */
    Path jar(Path folder, String id) {
        String name = "com.acme." + id;
        return PluginJars.plugin(folder, id, "1.0.0")
                .source(name + ".Slow", """
                        public class Slow {
                            private final Object next;
                            public Slow(Object next) { this.next = next; }
                            @SuppressWarnings("removal")
                            @Override protected void finalize() throws Exception { Thread.sleep(2); }
                        }
                        """)
                .pluginClass(name + ".ThePlugin", members)
                .runnerExtension(name + ".TheRunner", "1.0.0")
                .jar(id + "-" + name() + ".jar");
    }
}
