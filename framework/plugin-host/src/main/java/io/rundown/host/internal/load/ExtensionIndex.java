package io.rundown.host.internal.load;

import io.rundown.host.model.PluginLoadException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The index of extension classes that pf4j's annotation processor writes into a plugin. */
public final class ExtensionIndex {

    private static final String RESOURCE = "META-INF/extensions.idx";

    private ExtensionIndex() {}

    /**
     * The extension classes that a generation itself lists; those of its dependencies do not count.
     *
     * @param loader the generation's class loader
     * @param dependencies the loaders of the generations it is linked to
     * @param source for the error message
     * @throws PluginLoadException if an index is there and cannot be read
     */
    public static List<String> read(ClassLoader loader, Collection<ClassLoader> dependencies, Path source) {
        try {
            return read(OwnResources.of(loader, dependencies, RESOURCE));
        } catch (IOException e) {
            throw new PluginLoadException(source, "its " + RESOURCE + " cannot be read: " + e, e);
        }
    }

    /**
     * The extension classes that the application itself lists.
     *
     * @param application its class loader
     * @throws IOException if an index is there and cannot be read
     */
    public static List<String> readApplication(ClassLoader application) throws IOException {
        return read(Collections.list(application.getResources(RESOURCE)));
    }

    private static List<String> read(List<URL> indexes) throws IOException {
        Set<String> names = new LinkedHashSet<>();
        for (URL index : indexes) {
            try (BufferedReader in =
                    new BufferedReader(new InputStreamReader(index.openStream(), StandardCharsets.UTF_8))) {
                names.addAll(names(in.lines()));
            }
        }
        return List.copyOf(names);
    }

    /** The class names in a file with comments. */
    static List<String> names(Stream<String> lines) {
        return lines.map(ExtensionIndex::withoutComment)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }

    private static String withoutComment(String line) {
        int comment = line.indexOf('#');
        return (comment < 0 ? line : line.substring(0, comment)).trim();
    }
}
