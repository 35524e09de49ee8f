package io.rundown.host.internal.load;

import io.rundown.host.model.PluginLoadException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The index of extension classes that pf4j's annotation processor writes into a plugin. */
public final class ExtensionIndex {

    private static final String RESOURCE = "META-INF/extensions.idx";

    private ExtensionIndex() {}

    /**
     * The extension classes that a generation itself lists; those of its dependencies do not count.
     *
     * @param loader the generation's class loader
     * @param source for the error message
     * @throws PluginLoadException if an index is there and cannot be read
     */
    public static List<String> read(GenerationClassLoader loader, Path source) {
        Set<String> names = new LinkedHashSet<>();
        try {
            for (URL index : Collections.list(loader.findResources(RESOURCE))) {
                try (BufferedReader in =
                        new BufferedReader(new InputStreamReader(index.openStream(), StandardCharsets.UTF_8))) {
                    in.lines()
                            .map(ExtensionIndex::withoutComment)
                            .filter(name -> !name.isEmpty())
                            .forEach(names::add);
                }
            }
        } catch (IOException e) {
            throw new PluginLoadException(source, "its " + RESOURCE + " cannot be read: " + e, e);
        }
        return List.copyOf(names);
    }

    private static String withoutComment(String line) {
        int comment = line.indexOf('#');
        return (comment < 0 ? line : line.substring(0, comment)).trim();
    }
}
