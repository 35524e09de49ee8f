package io.rundown.benchmarks.leak.dumped;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** A class loader with a copy of its own of the package {@code plugin}. */
class PluginLoader extends ClassLoader {

    private static final String OWN = PluginLoader.class.getPackageName() + ".plugin.";

    PluginLoader(String name) {
        super(name, PluginLoader.class.getClassLoader());
    }

    /** Makes an object of a class that only this loader's copy is loaded of. */
    Runnable make(String className) throws IOException, ReflectiveOperationException {
        return (Runnable) loadClass(className).getConstructor().newInstance();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OWN)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name);
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
            byte[] bytes = Objects.requireNonNull(in, name).readAllBytes();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    /** The one that leaks, so that it can be told by its class from those that live. */
    static final class Leaking extends PluginLoader {

        Leaking() {
            super("leaking");
        }
    }
}
