package io.rundown.demo.testing;

import io.rundown.demo.testing.plugin.Working;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes plugins that have one extension, a {@link Work}. */
public final class PluginJar {

    private PluginJar() {}

    /** Writes one, and says where it is. */
    public static Path write(Path folder, String id, String version) throws IOException {
        Path jar = folder.resolve(id + "-" + version + ".jar");
        String entry = Working.class.getName().replace('.', '/') + ".class";
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out);
                InputStream code = Objects.requireNonNull(Working.class.getResourceAsStream("/" + entry), entry)) {
            String manifest = "Manifest-Version: 1.0\nPlugin-Id: " + id + "\nPlugin-Version: " + version + "\n";
            put(zip, "META-INF/MANIFEST.MF", manifest.getBytes(StandardCharsets.UTF_8));
            put(zip, "META-INF/extensions.idx", Working.class.getName().getBytes(StandardCharsets.UTF_8));
            put(zip, entry, code.readAllBytes());
        }
        return jar;
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
    }
}
