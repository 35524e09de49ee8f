package io.rundown.host.internal.load;

import io.rundown.host.model.PluginLoadException;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The providers that a plugin lists below {@code META-INF/services}, as {@link java.util.ServiceLoader} knows them. */
public final class ServiceIndex {

    private static final String FOLDER = "META-INF/services";

    private ServiceIndex() {}

    /**
     * One line of such a file.
     *
     * @param service the file's name: the type
     * @param provider the class
     */
    public record Entry(String service, String provider) {}

    /**
     * Reads all files of all jars and folders on the plugin's own class path.
     *
     * @throws PluginLoadException if one is there and cannot be read
     */
    public static List<Entry> read(PrivateCopy copy) {
        List<Entry> entries = new ArrayList<>();
        try {
            for (Path each : copy.classpath()) {
                if (Files.isDirectory(each)) {
                    addFrom(each.resolve(FOLDER), entries);
                } else {
                    try (FileSystem jar = FileSystems.newFileSystem(each)) {
                        addFrom(jar.getPath("/", FOLDER), entries);
                    }
                }
            }
        } catch (IOException e) {
            throw new PluginLoadException(copy.source(), "its " + FOLDER + " cannot be read: " + e, e);
        }
        return entries;
    }

    private static void addFrom(Path folder, List<Entry> entries) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        for (Path file : FileTrees.list(folder)) {
            if (Files.isRegularFile(file)) {
                for (String provider : ExtensionIndex.names(Files.readAllLines(file).stream())) {
                    entries.add(new Entry(String.valueOf(file.getFileName()), provider));
                }
            }
        }
    }
}
