package io.rundown.host.internal.load;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a class loader finds in its own plugin, whoever made the loader. */
final class OwnResources {

    private OwnResources() {}

    /**
     * Finds all resources of a name, those of the application and of other plugins left out.
     *
     * @param loader a plugin's loader
     * @param others the loaders of the plugins it depends on
     */
    static List<URL> of(ClassLoader loader, Collection<ClassLoader> others, String name) throws IOException {
        List<URL> found = new ArrayList<>();
        if (loader instanceof URLClassLoader urls) {
            Collections.list(urls.findResources(name)).forEach(each -> found.add(UncachedUrls.uncached(each)));
            return found;
        }
        Set<String> foreign = new HashSet<>();
        addForms(loader.getParent(), name, foreign);
        for (ClassLoader other : others) {
            addForms(other, name, foreign);
        }
        for (URL each : Collections.list(loader.getResources(name))) {
            if (!foreign.contains(each.toExternalForm())) {
                found.add(UncachedUrls.uncached(each));
            }
        }
        return found;
    }

    private static void addForms(@Nullable ClassLoader loader, String name, Set<String> forms) throws IOException {
        if (loader != null) {
            Collections.list(loader.getResources(name)).forEach(each -> forms.add(each.toExternalForm()));
        }
    }
}
