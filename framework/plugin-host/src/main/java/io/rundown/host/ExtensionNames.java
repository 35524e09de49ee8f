package io.rundown.host;

import io.rundown.host.internal.load.ExtensionIndex;
import io.rundown.host.internal.load.Parts;
import io.rundown.host.internal.load.ServiceIndex;
import io.rundown.host.model.PluginLoadException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pf4j.AbstractExtensionFinder;
import org.pf4j.ExtensionFinder;
import org.pf4j.ExtensionPoint;
import org.pf4j.PluginManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which classes of a generation are extensions: those in its index, or those that the application's own finder names,
 * and on request those in the files that {@link java.util.ServiceLoader} reads.
 */
final class ExtensionNames {

    private static final Logger log = LoggerFactory.getLogger(PluginHost.class);

    private ExtensionNames() {}

    /**
     * Finds the names, the first mention first. Runs no code of the plugin.
     *
     * @throws PluginLoadException if an index is there and cannot be read, or the application's finder fails
     */
    static Collection<String> of(Candidate candidate, PluginView view, PluginParts parts) {
        Set<String> names = new LinkedHashSet<>();
        ClassLoader loader = view.generation().loader();
        Function<PluginManager, ExtensionFinder> finders = parts.finders();
        if (finders == null) {
            names.addAll(ExtensionIndex.read(loader, view.loadersOfDependencies(), candidate.source()));
        } else {
            ExtensionFinder finder =
                    Parts.ask(candidate.source(), ExtensionFinder.class, finders, () -> finders.apply(view));
            names.addAll(Parts.ask(
                    candidate.source(), ExtensionFinder.class, finder, () -> finder.findClassNames(candidate.id())));
        }
        if (parts.serviceProviders()) {
            for (ServiceIndex.Entry each : ServiceIndex.read(candidate.copy())) {
                if (isExtension(each, loader)) {
                    names.add(each.provider());
                }
            }
        }
        return names;
    }

    /** Most services are between the plugin and its libraries: instances of those must not be made. */
    private static boolean isExtension(ServiceIndex.Entry entry, ClassLoader loader) {
        Class<?> service = loadIfThere(entry.service(), loader);
        if (service == null) {
            return false;
        }
        if (ExtensionPoint.class.isAssignableFrom(service)) {
            return true;
        }
        Class<?> provider = loadIfThere(entry.provider(), loader);
        return provider != null && AbstractExtensionFinder.findExtensionAnnotation(provider) != null;
    }

    private static @Nullable Class<?> loadIfThere(String name, ClassLoader loader) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException | LinkageError e) {
            log.debug("{} in META-INF/services cannot be loaded, so it is no extension", name, e);
            return null;
        }
    }
}
