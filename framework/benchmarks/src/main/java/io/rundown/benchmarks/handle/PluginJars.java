package io.rundown.benchmarks.handle;

import io.rundown.benchmarks.handle.plugin.Adding;
import io.rundown.benchmarks.handle.plugin.CalculatorPlugin;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes plugins that differ in nothing but their id. */
final class PluginJars {

    private PluginJars() {}

    /** Writes jars of plugins whose ids are {@link #id}(0) and so on. */
    static List<Path> write(Path folder, int count) throws IOException {
        Map<String, byte[]> classes = new LinkedHashMap<>();
        for (Class<?> each : List.of(CalculatorPlugin.class, Adding.class)) {
            String entry = each.getName().replace('.', '/') + ".class";
            classes.put(entry, bytes(each, entry));
        }
        List<Path> jars = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Path jar = folder.resolve(id(i) + "-1.0.0.jar");
            write(jar, id(i), classes);
            jars.add(jar);
        }
        return jars;
    }

    static String id(int number) {
        return "calculator" + number;
    }

    private static byte[] bytes(Class<?> type, String entry) throws IOException {
        try (InputStream in = type.getResourceAsStream("/" + entry)) {
            return Objects.requireNonNull(in, entry).readAllBytes();
        }
    }

    private static void write(Path jar, String id, Map<String, byte[]> classes) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            write(zip, "META-INF/MANIFEST.MF", """
                    Manifest-Version: 1.0
                    Plugin-Id: %s
                    Plugin-Version: 1.0.0
                    Plugin-Class: %s
                    """.formatted(id, CalculatorPlugin.class.getName())
                    .getBytes(StandardCharsets.UTF_8));
            write(zip, "META-INF/extensions.idx", Adding.class.getName().getBytes(StandardCharsets.UTF_8));
            for (Map.Entry<String, byte[]> each : classes.entrySet()) {
                write(zip, each.getKey(), each.getValue());
            }
        }
    }

    private static void write(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
    }
}
