package io.rundown.host.testing;

import io.rundown.leak.LeakKind;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A plugin that leaves something behind on purpose. Its {@code start()} plants it and its {@code stop()} does nothing; a
 * static method takes it away, so that a test can show that nothing else keeps the class loader.
 */
public final class Planted {

    /** The plugin's id. */
    public static final String ID = "left";

    private static final String PLUGIN = "com.acme.left.ThePlugin";

    private final String name;
    private final Map<String, String> sources = new LinkedHashMap<>();
    private String start = "";
    private String undo = "";
    private String members = "";
    private String told = "";
    private LeakKind heldAs = LeakKind.OTHER;

    private Planted(String name) {
        this.name = name;
    }

    /** Begins one. */
    public static Planted leaving(String name) {
        return new Planted(name);
    }

    /** Adds a class to the plugin, in its one package. */
    public Planted source(String simpleName, String text) {
        sources.put("com.acme.left." + simpleName, text);
        return this;
    }

    /** Fields and methods of the plugin class. */
    public Planted members(String text) {
        members = text;
        return this;
    }

    /** How it is planted. */
    public Planted start(String body) {
        start = body;
        return this;
    }

    /** How it is taken away if the host has not. */
    public Planted undo(String body) {
        undo = body;
        return this;
    }

    /** How a report names it. */
    public Planted told(String text) {
        told = text;
        return this;
    }

    public String told() {
        return told;
    }

    /** How a heap dump tells it. */
    public Planted heldAs(LeakKind kind) {
        heldAs = kind;
        return this;
    }

    public LeakKind heldAs() {
        return heldAs;
    }

    /** Builds the plugin. */
    public Path jar(Path folder) {
        PluginJars jars = PluginJars.plugin(folder, ID, "1.0.0")
                .importing("java.util.logging")
                .runnerExtension("com.acme.left.TheRunner", "1.0.0");
        sources.forEach(jars::source);
        return jars.pluginClass(PLUGIN, """
                        %s
                        @Override public void start() { try { %s } catch (Exception e) { throw new AssertionError(e); } }
                        public static void undo() throws Exception { %s }
                        """.formatted(members, start, undo)).jar(name.replace(' ', '-') + ".jar");
    }

    /** Takes away what the plugin planted. */
    public static void undo(WeakReference<ClassLoader> loader) throws ReflectiveOperationException {
        Objects.requireNonNull(loader.get(), "The class loader is gone already")
                .loadClass(PLUGIN)
                .getMethod("undo")
                .invoke(null);
    }

    @Override
    public String toString() {
        return name;
    }
}
