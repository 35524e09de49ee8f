package io.rundown.host;

import io.rundown.host.internal.handle.Ranked;
import io.rundown.host.internal.load.ExtensionIndex;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pf4j.AbstractExtensionFinder;
import org.pf4j.Extension;
import org.pf4j.ExtensionFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The extensions on the application's own class path, which pf4j shows beside those of plugins. They belong to no plugin,
 * never go, and are handed out bare.
 */
final class ApplicationExtensions {

    private static final Logger log = LoggerFactory.getLogger(PluginHost.class);

    private final ClassLoader application;
    private final ExtensionFactory factory;

    /** The index does not change. Of two threads that read it first, either's list is as good. */
    private volatile @Nullable List<Ranked<Class<?>>> classes;

    /** Made when first asked for; of two made at once the first is kept. */
    private final Map<Class<?>, Object> instances = new ConcurrentHashMap<>();

    ApplicationExtensions(ClassLoader application, ExtensionFactory factory) {
        this.application = application;
        this.factory = factory;
    }

    /** Those of a type. One that cannot be made is left out and logged, as pf4j does. */
    <T> List<Ranked<T>> of(Class<T> type) {
        List<Ranked<T>> found = new ArrayList<>();
        for (Ranked<Class<?>> each : classes()) {
            if (type.isAssignableFrom(each.value())) {
                Object instance = instance(each.value());
                if (instance != null) {
                    found.add(new Ranked<>(type.cast(instance), each.ordinal()));
                }
            }
        }
        return found;
    }

    private @Nullable Object instance(Class<?> type) {
        Object known = instances.get(type);
        if (known != null) {
            return known;
        }
        try {
            Object made = factory.create(type);
            Object first = instances.putIfAbsent(type, made);
            return first == null ? made : first;
        } catch (RuntimeException | LinkageError e) {
            log.error("The application's extension {} cannot be made", type.getName(), e);
            return null;
        }
    }

    List<Ranked<Class<?>>> classes() {
        List<Ranked<Class<?>>> known = classes;
        if (known == null) {
            known = read();
            classes = known;
        }
        return known;
    }

    Set<String> classNames() {
        return classes().stream().map(each -> each.value().getName()).collect(Collectors.toUnmodifiableSet());
    }

    private List<Ranked<Class<?>>> read() {
        List<Ranked<Class<?>>> found = new ArrayList<>();
        try {
            for (String name : ExtensionIndex.readApplication(application)) {
                try {
                    Class<?> type = Class.forName(name, false, application);
                    Extension annotation = AbstractExtensionFinder.findExtensionAnnotation(type);
                    found.add(new Ranked<>(type, annotation == null ? 0 : annotation.ordinal()));
                } catch (ClassNotFoundException | LinkageError e) {
                    log.error("The application's extension {} cannot be loaded", name, e);
                }
            }
        } catch (IOException e) {
            log.error("The application's index of extensions cannot be read", e);
        }
        return List.copyOf(found);
    }
}
