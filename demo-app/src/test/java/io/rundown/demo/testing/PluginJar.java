package io.rundown.demo.testing;

import io.rundown.demo.testing.plugin.Working;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.pf4j.Plugin;

/** Writes plugins that have one extension, made of classes of the tests, of which each plugin's class loader defines its own. */
public final class PluginJar {

    private PluginJar() {}

    /** Writes one whose extension is a {@link Work}, and says where it is. */
    public static Path write(Path folder, String id, String version) throws IOException {
        return write(folder.resolve(id + "-" + version + ".jar"), id, version, Working.class, Plugin.class);
    }

    /** Writes one with a plugin class of its own, unless that is pf4j's, and says where it is. */
    static Path write(Path jar, String id, String version, Class<?> extension, Class<? extends Plugin> plugin)
            throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            put(zip, "META-INF/MANIFEST.MF", """
                    Manifest-Version: 1.0
                    Plugin-Id: %s
                    Plugin-Version: %s
                    Plugin-Class: %s
                    """.formatted(id, version, plugin.getName())
                    .getBytes(StandardCharsets.UTF_8));
            put(zip, "META-INF/extensions.idx", extension.getName().getBytes(StandardCharsets.UTF_8));
            put(zip, extension);
            if (plugin != Plugin.class) {
                put(zip, plugin);
            }
        }
        return jar;
    }

    private static void put(ZipOutputStream zip, Class<?> type) throws IOException {
        String entry = type.getName().replace('.', '/') + ".class";
        try (InputStream code = Objects.requireNonNull(type.getResourceAsStream("/" + entry), entry)) {
            put(zip, entry, code.readAllBytes());
        }
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
    }
}
