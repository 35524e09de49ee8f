package io.rundown.leak;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Class loaders with classes of their own, compiled from source text, that are closed and forgotten. */
final class LeakedLoaders {

    private final Path folder;

    private LeakedLoaders(Path folder) {
        this.folder = folder;
    }

    /** Compiles classes of the package {@code com.acme}, each as in {@code class Name { members }}. */
    static LeakedLoaders compile(Path folder, List<String> declarations) throws IOException {
        List<JavaFileObject> units = new ArrayList<>();
        for (String each : declarations) {
            String name = each.substring(each.indexOf(' ') + 1, each.indexOf(' ', each.indexOf(' ') + 1));
            units.add(
                    new SimpleJavaFileObject(
                            URI.create("string:///com/acme/" + name + ".java"), JavaFileObject.Kind.SOURCE) {
                        @Override
                        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                            return "package com.acme; import java.util.*; import java.util.concurrent.*; public "
                                    + each;
                        }
                    });
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of(
                    "-proc:none", "-nowarn", "-d", folder.toString(), "-cp", System.getProperty("java.class.path"));
            if (!compiler.getTask(null, files, null, options, null, units).call()) {
                throw new AssertionError("The test's classes do not compile");
            }
        }
        return new LeakedLoaders(folder);
    }

    /** With what was compiled before, by another JVM. */
    static LeakedLoaders compiled(Path folder) {
        return new LeakedLoaders(folder);
    }

    /** Makes an instance of a class in a new class loader, lets it run, and closes the class loader. */
    WeakReference<ClassLoader> run(String className) throws Exception {
        try (URLClassLoader loader = loader()) {
            ((Runnable) create(loader, className)).run();
            return new WeakReference<>(loader);
        }
    }

    /** A new class loader, which the caller closes. */
    URLClassLoader loader() throws IOException {
        return loader("acme#1");
    }

    URLClassLoader loader(String name) throws IOException {
        return new URLClassLoader(
                name, new URL[] {folder.toUri().toURL()}, getClass().getClassLoader());
    }

    static Object create(ClassLoader loader, String className) throws ReflectiveOperationException {
        return loader.loadClass("com.acme." + className)
                .getDeclaredConstructor()
                .newInstance();
    }
}
