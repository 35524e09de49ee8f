package io.rundown.host.testing;

import io.rundown.host.PluginHost;
import io.rundown.host.internal.load.FileTrees;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.pf4j.Plugin;

/**
 * Builds plugins out of source text while a test runs. Everything a real plugin has can be set, and everything that
 * makes a bad one.
 */
public final class PluginJars {

    /** What was compiled before. Most tests use the same few plugins, and the compiler is what takes their time. */
    private static final Map<Unit, Map<String, byte[]>> COMPILED = new ConcurrentHashMap<>();

    private final Path folder;
    private final Map<String, String> manifest = new LinkedHashMap<>();
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final List<String> extensions = new ArrayList<>();
    private final List<Path> classpath = new ArrayList<>();
    private final Map<String, byte[]> entries = new TreeMap<>();
    private final StringBuilder imports = new StringBuilder();
    private int release = 17;

    private PluginJars(Path folder) {
        this.folder = folder;
    }

    /** Begins a plugin with a descriptor that is whole, and nothing else. */
    public static PluginJars plugin(Path folder, String id, String version) {
        return new PluginJars(folder).descriptor("Plugin-Id", id).descriptor("Plugin-Version", version);
    }

    /** Begins an archive without a descriptor. */
    public static PluginJars archive(Path folder) {
        return new PluginJars(folder);
    }

    /** A plugin with a {@link Runner} that tells its start and stop to {@link PluginEvents}. */
    public static PluginJars runner(Path folder, String id, String version) {
        String packageName = "com.acme." + id;
        return plugin(folder, id, version)
                .pluginClass(packageName + ".ThePlugin", """
                        @Override public void start() { PluginEvents.add("start %1$s %2$s"); }
                        @Override public void stop() { PluginEvents.add("stop %1$s %2$s"); }
                        """.formatted(id, version))
                .runnerExtension(packageName + ".TheRunner", version);
    }

    public PluginJars descriptor(String key, String value) {
        manifest.put(key, value);
        return this;
    }

    public PluginJars withoutDescriptor(String key) {
        manifest.remove(key);
        return this;
    }

    public PluginJars dependsOn(String dependencies) {
        return descriptor("Plugin-Dependencies", dependencies);
    }

    /** Adds a plugin class with the given members and names it in the descriptor. */
    public PluginJars pluginClass(String name, String members) {
        return descriptor("Plugin-Class", name).source(name, """
                        public class %s extends org.pf4j.Plugin {
                            %s
                        }
                        """.formatted(simpleName(name), members));
    }

    /** Adds an extension for {@link Runner}; it is package-private. */
    public PluginJars runnerExtension(String name, String version) {
        return source(name, """
                        class %s implements Runner {
                            @Override public Object run(Callable<?> body) throws Exception { return body.call(); }
                            @Override public String version() { return "%s"; }
                            @Override public CompletionStage<String> later(CompletionStage<String> signal) {
                                return signal.thenApply(said -> said + " from " + version());
                            }
                        }
                        """.formatted(simpleName(name), version)).extension(name);
    }

    /** Imports one more package into the classes that are added after this. */
    public PluginJars importing(String packageName) {
        imports.append("import ").append(packageName).append(".*;\n");
        return this;
    }

    /** Adds a class; the package and the usual imports are put in front. */
    public PluginJars source(String name, String text) {
        sources.put(name, """
                package %s;
                import io.rundown.host.testing.*;
                import java.util.*;
                import java.util.concurrent.*;
                import org.pf4j.*;
                """.formatted(name.substring(0, name.lastIndexOf('.'))) + imports + text);
        return this;
    }

    /** Lists a class in the index of extensions. */
    public PluginJars extension(String name) {
        extensions.add(name);
        return this;
    }

    /** Compiles for another Java than 17. */
    public PluginJars release(int feature) {
        release = feature;
        return this;
    }

    /** Compiles against another plugin. */
    public PluginJars compiledAgainst(Path jar) {
        classpath.add(jar);
        return this;
    }

    public PluginJars entry(String name, byte[] content) {
        entries.put(name, content);
        return this;
    }

    // ------------------------------------------------------------------------ the forms of a plugin

    public Path jar(String fileName) {
        return write(fileName, content("", ""));
    }

    /** A zip with {@code classes/}, as pf4j unpacks it. */
    public Path zip(String fileName) {
        return write(fileName, content("classes/", "classes/"));
    }

    /** A folder laid out like the unpacked zip. */
    public Path unpacked(String name) {
        return unpack(name, "classes/");
    }

    private Path unpack(String name, String classes) {
        Path root = folder.resolve(name);
        content(classes, classes).forEach((entry, bytes) -> {
            try {
                Path file = root.resolve(entry);
                Files.createDirectories(file.getParent());
                Files.write(file, bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return root;
    }

    /** A folder that somebody develops a plugin in, with the classes where a build puts them. */
    public Path project(String name, String classes) {
        return unpack(name, classes + "/");
    }

    private Path write(String fileName, Map<String, byte[]> content) {
        Path file = folder.resolve(fileName);
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> each : content.entrySet()) {
                zip.putNextEntry(new ZipEntry(each.getKey()));
                zip.write(each.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    private Map<String, byte[]> content(String metaPrefix, String classPrefix) {
        Map<String, byte[]> content = new LinkedHashMap<>();
        if (!manifest.isEmpty()) {
            content.put(metaPrefix + "META-INF/MANIFEST.MF", manifestBytes());
        }
        if (!extensions.isEmpty()) {
            content.put(
                    metaPrefix + "META-INF/extensions.idx",
                    String.join("\n", extensions).getBytes(StandardCharsets.UTF_8));
        }
        compile().forEach((name, bytes) -> content.put(classPrefix + name, bytes));
        content.putAll(entries);
        return content;
    }

    private byte[] manifestBytes() {
        Manifest written = new Manifest();
        written.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.forEach((key, value) -> written.getMainAttributes().putValue(key, value));
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            written.write(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // ------------------------------------------------------------------------ compiling

    /** Class files by entry name. */
    private Map<String, byte[]> compile() {
        if (sources.isEmpty()) {
            return Map.of();
        }
        // Other plugins, against which it is compiled, may have the same file names and other classes.
        return classpath.isEmpty()
                ? COMPILED.computeIfAbsent(new Unit(release, Map.copyOf(sources)), same -> compileAnew())
                : compileAnew();
    }

    private Map<String, byte[]> compileAnew() {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter complaints = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            Path output = Files.createTempDirectory("compiled-plugin-");
            List<String> options = List.of(
                    "-proc:none",
                    "-nowarn",
                    "--release",
                    "" + release,
                    "-d",
                    output.toString(),
                    "-cp",
                    classpathText());
            List<Source> units = sources.entrySet().stream()
                    .map(each -> new Source(each.getKey(), each.getValue()))
                    .toList();
            if (!compiler.getTask(complaints, files, null, options, null, units).call()) {
                throw new AssertionError("The test's plugin does not compile: " + complaints);
            }
            Map<String, byte[]> compiled = classFiles(output);
            FileTrees.delete(output);
            return compiled;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, byte[]> classFiles(Path root) throws IOException {
        Map<String, byte[]> found = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                found.put(root.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        }
        return found;
    }

    private String classpathText() {
        List<Path> all = new ArrayList<>(classpath);
        all.add(origin(Plugin.class));
        all.add(origin(org.slf4j.Logger.class));
        all.add(origin(PluginHost.class));
        all.add(origin(PluginJars.class));
        return all.stream().map(Path::toString).collect(Collectors.joining(System.getProperty("path.separator")));
    }

    /** Where a class comes from: a jar or a folder. */
    public static Path origin(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static String simpleName(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** All that the result depends on, for a plugin that is compiled against no other. */
    private record Unit(int release, Map<String, String> sources) {}

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(String name, String text) {
            super(URI.create("string:///" + name.replace('.', '/') + ".java"), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
