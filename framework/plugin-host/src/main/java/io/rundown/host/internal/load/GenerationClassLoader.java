package io.rundown.host.internal.load;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The class loader of one generation. Looks where pf4j looks, in pf4j's order: the plugin itself, the plugins it depends
 * on, the application; {@code java.*} and pf4j itself always come from the application.
 *
 * <p>Differs from pf4j's in two ways. It is bound to the very generations of its dependencies that were current when it
 * was made, so a reload never mixes two generations' classes. And it is parallel-capable.
 */
public final class GenerationClassLoader extends URLClassLoader {

    static {
        registerAsParallelCapable();
    }

    private final List<ClassLoader> dependencies;

    /** Added to by whatever thread loads a class; whoever looks through it meets all that were added before. */
    private final Collection<Class<?>> defined = new ConcurrentLinkedQueue<>();

    /**
     * Makes a loader.
     *
     * @param name how the loader calls itself, as in {@code tax-1.0.0#3}; no other generation in the JVM may have the
     *     same name
     * @param classpath the generation's private copies
     * @param application where the application's classes come from
     * @param dependencies the generations it is linked to
     */
    public GenerationClassLoader(
            String name, List<URL> classpath, ClassLoader application, List<ClassLoader> dependencies) {
        super(name, classpath.toArray(URL[]::new), application);
        this.dependencies = List.copyOf(dependencies);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.startsWith("java.") || name.startsWith("org.pf4j.")) {
            return getParent().loadClass(name);
        }
        Class<?> found = loadFromPlugins(name);
        return found != null ? found : getParent().loadClass(name);
    }

    /** From this plugin or the plugins it depends on. Loaders ask each other along dependencies only, so never in a circle. */
    private @Nullable Class<?> loadFromPlugins(String name) {
        Class<?> own = loadOwn(name);
        for (int i = 0; own == null && i < dependencies.size(); i++) {
            own = loadFrom(dependencies.get(i), name);
        }
        return own;
    }

    /** A loader that a {@link org.pf4j.PluginLoader} made is asked as pf4j asks it. */
    private static @Nullable Class<?> loadFrom(ClassLoader dependency, String name) {
        if (dependency instanceof GenerationClassLoader ours) {
            return ours.loadFromPlugins(name);
        }
        try {
            return dependency.loadClass(name);
        } catch (ClassNotFoundException e) {
            return null;
        }
    }

    private @Nullable Class<?> loadOwn(String name) {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null || super.findResource(name.replace('.', '/') + ".class") == null) {
                return loaded;
            }
            try {
                return findClass(name);
            } catch (ClassNotFoundException e) {
                // The file was there a moment ago: only a loader that is being closed loses one.
                return null;
            }
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        Class<?> found = super.findClass(name);
        defined.add(found);
        return found;
    }

    /** The classes that this loader itself has made of class files so far; not lambdas and proxies. */
    public Collection<Class<?>> definedClasses() {
        return Collections.unmodifiableCollection(defined);
    }

    @Override
    public @Nullable URL getResource(String name) {
        URL found = findInPlugins(name);
        return found != null ? found : getParent().getResource(name);
    }

    private @Nullable URL findInPlugins(String name) {
        URL own = findResource(name);
        for (int i = 0; own == null && i < dependencies.size(); i++) {
            own = findIn(dependencies.get(i), name);
        }
        return own;
    }

    private static @Nullable URL findIn(ClassLoader dependency, String name) {
        if (dependency instanceof GenerationClassLoader ours) {
            return ours.findInPlugins(name);
        }
        URL found = dependency instanceof URLClassLoader urls ? urls.findResource(name) : dependency.getResource(name);
        return found == null ? null : UncachedUrls.uncached(found);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        List<URL> all = new ArrayList<>();
        addFromPlugins(name, all);
        all.addAll(Collections.list(getParent().getResources(name)));
        return Collections.enumeration(all);
    }

    private void addFromPlugins(String name, List<URL> all) throws IOException {
        all.addAll(Collections.list(findResources(name)));
        for (ClassLoader dependency : dependencies) {
            if (dependency instanceof GenerationClassLoader ours) {
                ours.addFromPlugins(name, all);
            } else {
                all.addAll(OwnResources.of(dependency, List.of(), name));
            }
        }
    }

    // Resources are handed out uncached: the JDK's cache of open jar files would keep the private copy open.

    @Override
    public @Nullable URL findResource(String name) {
        URL found = super.findResource(name);
        return found == null ? null : UncachedUrls.uncached(found);
    }

    @Override
    public Enumeration<URL> findResources(String name) throws IOException {
        List<URL> uncached = new ArrayList<>();
        for (URL url : Collections.list(super.findResources(name))) {
            uncached.add(UncachedUrls.uncached(url));
        }
        return Collections.enumeration(uncached);
    }
}
