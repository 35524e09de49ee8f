package io.rundown.micrometer;

import io.rundown.micrometer.plugin.Failing;
import io.rundown.micrometer.plugin.Working;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes plugins of one class. */
final class PluginJar {

    private PluginJar() {}

    static Path write(Path folder, String id, String version) throws IOException {
        return write(folder, id, version, Working.class, "");
    }

    /** One whose start fails, and leaves something of the plugin's behind. */
    static Path writeFailing(Path folder, String id) throws IOException {
        return write(folder, id, "1.0.0", Failing.class, "Plugin-Class: " + Failing.class.getName() + "\n");
    }

    private static Path write(Path folder, String id, String version, Class<?> type, String more) throws IOException {
        Path jar = folder.resolve(id + "-" + version + ".jar");
        String entry = type.getName().replace('.', '/') + ".class";
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out);
                InputStream code = Objects.requireNonNull(type.getResourceAsStream("/" + entry), entry)) {
            String manifest = "Manifest-Version: 1.0\nPlugin-Id: " + id + "\nPlugin-Version: " + version + "\n" + more;
            put(zip, "META-INF/MANIFEST.MF", manifest.getBytes(StandardCharsets.UTF_8));
            put(
                    zip,
                    "META-INF/extensions.idx",
                    (more.isEmpty() ? type.getName() : "").getBytes(StandardCharsets.UTF_8));
            put(zip, entry, code.readAllBytes());
        }
        return jar;
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
    }
}
