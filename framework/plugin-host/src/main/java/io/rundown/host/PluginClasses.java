package io.rundown.host;

import io.rundown.host.internal.handle.HandleCompiler;
import io.rundown.host.internal.handle.UnwrappableException;
import io.rundown.host.model.PluginLoadException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pf4j.AbstractExtensionFinder;
import org.pf4j.Extension;
import org.pf4j.ExtensionPoint;
import org.pf4j.Plugin;
import org.pf4j.PluginWrapper;
import org.pf4j.asm.ExtensionInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The classes that the host itself asks a plugin for: the plugin class and the extensions. They are found and judged
 * before any code of the plugin runs.
 */
final class PluginClasses {

    private static final Logger log = LoggerFactory.getLogger(PluginHost.class);

    private static final Pattern CLASS_FILE_VERSION = Pattern.compile("class file version (\\d+)");

    /** A class file of version 45 is Java 1, of version 61 Java 17. */
    private static final int VERSION_BEFORE_JAVA_1 = 44;

    private final Candidate candidate;
    private final ClassLoader loader;
    private final HandleCompiler compiler;
    private final PluginParts parts;

    /** Null if the application's own factory makes the plugin: it may call whatever constructor it likes. */
    private final @Nullable Constructor<?> pluginConstructor;

    private final List<ExtensionClass> extensions = new ArrayList<>();

    /**
     * An extension.
     *
     * @param type the class
     * @param constructor takes nothing; null if the application's own factory makes the extension
     * @param ordinal its place among its kind
     */
    record ExtensionClass(Class<?> type, @Nullable Constructor<?> constructor, int ordinal) {}

    private PluginClasses(Candidate candidate, PluginView view, HandleCompiler compiler, PluginParts parts) {
        Generation generation = view.generation();
        this.candidate = candidate;
        this.loader = generation.loader();
        this.compiler = compiler;
        this.parts = parts;
        this.pluginConstructor = parts.pluginFactory() == null ? pluginConstructor() : null;
        Set<String> linked = HostCore.idsOf(generation.dependencies());
        for (String name : ExtensionNames.of(candidate, view, parts)) {
            if (isWantedWith(linked, name)) {
                extensions.add(extension(name));
            } else {
                log.info("{}: extension {} stays away, because plugins it asks for are not linked", generation, name);
            }
        }
    }

    /** An extension may ask for optional dependencies. Without them its class cannot even be loaded, so its file is read. */
    private boolean isWantedWith(Set<String> linked, String name) {
        try {
            ExtensionInfo info = ExtensionInfo.load(name, loader);
            return info == null || linked.containsAll(info.getPlugins());
        } catch (RuntimeException unreadable) {
            log.debug("The class file of {} cannot be read; loading it will tell why", name, unreadable);
            return true;
        }
    }

    /**
     * Finds and judges the classes.
     *
     * @throws PluginLoadException if one is missing or not what it has to be
     */
    static PluginClasses of(Candidate candidate, PluginView view, HandleCompiler compiler, PluginParts parts) {
        return new PluginClasses(candidate, view, compiler, parts);
    }

    /** Runs the plugin's constructor, or the application's factory, which may fail to make one. */
    Optional<Plugin> newPlugin(PluginWrapper wrapper) throws Exception {
        if (pluginConstructor == null) {
            return Optional.ofNullable(
                    Objects.requireNonNull(parts.pluginFactory()).create(wrapper));
        }
        Object[] arguments = pluginConstructor.getParameterCount() == 0 ? new Object[0] : new Object[] {wrapper};
        return Optional.of((Plugin) unwrapped(pluginConstructor, arguments));
    }

    /** Runs the extension's constructor, or the application's factory. */
    Object newExtension(ExtensionClass extension) throws Exception {
        if (extension.constructor() != null) {
            return unwrapped(extension.constructor());
        }
        Object made = Objects.requireNonNull(parts.extensionFactory()).create(extension.type());
        if (!extension.type().isInstance(made)) {
            throw new IllegalStateException(
                    "It made " + (made == null ? "null" : "a " + made.getClass().getName()) + " for "
                            + extension.type().getName());
        }
        return made;
    }

    /** In the order of the index. */
    List<ExtensionClass> extensions() {
        return extensions;
    }

    private static Object unwrapped(Constructor<?> constructor, Object... arguments) throws Exception {
        try {
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            Throwable thrown = e.getCause();
            if (thrown instanceof Error error) {
                throw error;
            }
            throw thrown instanceof Exception exception ? exception : e;
        }
    }

    // ------------------------------------------------------------------------ the plugin class

    private Constructor<?> pluginConstructor() {
        String name = candidate.descriptor().getPluginClass();
        String what = "its Plugin-Class " + name;
        Class<?> type = load(name, what);
        if (!Plugin.class.isAssignableFrom(type)) {
            throw candidate.failure(what + " is not a subclass of " + Plugin.class.getName());
        }
        Constructor<?> constructor = constructor(type, what, PluginWrapper.class);
        return constructor != null ? constructor : requireConstructor(type, what);
    }

    // ------------------------------------------------------------------------ the extensions

    private ExtensionClass extension(String name) {
        String what = "its extension " + name;
        Class<?> type = load(name, what);
        Constructor<?> constructor = parts.extensionFactory() == null ? requireConstructor(type, what) : null;
        try {
            for (Class<?> point : pointsOf(type)) {
                compiler.check(point);
            }
            Extension annotation = AbstractExtensionFinder.findExtensionAnnotation(type);
            return new ExtensionClass(type, constructor, annotation == null ? 0 : annotation.ordinal());
        } catch (UnwrappableException e) {
            throw candidate.failure(what + " cannot be guarded: " + e.getMessage());
        } catch (LinkageError | TypeNotPresentException | ArrayStoreException e) {
            throw candidate.failure(what + " cannot be inspected: " + e);
        }
    }

    /** What the application may ask this extension as: every supertype that is an extension point of its own right. */
    static Set<Class<?>> pointsOf(Class<?> type) {
        Set<Class<?>> points = new LinkedHashSet<>();
        Extension annotation = AbstractExtensionFinder.findExtensionAnnotation(type);
        if (annotation != null) {
            points.addAll(Arrays.asList(annotation.points()));
        }
        addPoints(type, points);
        return points;
    }

    private static void addPoints(@Nullable Class<?> type, Set<Class<?>> points) {
        if (type == null) {
            return;
        }
        for (Class<?> parent : type.getInterfaces()) {
            if (parent == ExtensionPoint.class) {
                points.add(type);
            } else {
                addPoints(parent, points);
            }
        }
        addPoints(type.getSuperclass(), points);
    }

    // ------------------------------------------------------------------------ any class

    private Class<?> load(String name, String what) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException e) {
            throw candidate.failure(what + " is not in it");
        } catch (UnsupportedClassVersionError e) {
            throw candidate.failure(what + " is compiled for a newer Java: " + versionsInWords(e));
        } catch (LinkageError e) {
            throw candidate.failure(what + " cannot be loaded: " + e);
        }
    }

    private static String versionsInWords(UnsupportedClassVersionError e) {
        Matcher version = CLASS_FILE_VERSION.matcher(String.valueOf(e.getMessage()));
        if (!version.find()) {
            return String.valueOf(e.getMessage());
        }
        int needed = Integer.parseInt(version.group(1)) - VERSION_BEFORE_JAVA_1;
        return "it needs Java " + needed + ", and this is Java "
                + Runtime.version().feature();
    }

    private Constructor<?> requireConstructor(Class<?> type, String what) {
        Constructor<?> constructor = constructor(type, what);
        if (constructor == null) {
            throw candidate.failure(what + " has no constructor that the host can call");
        }
        return constructor;
    }

    /** Need not be public: pf4j's own examples have package-private extensions. */
    private @Nullable Constructor<?> constructor(Class<?> type, String what, Class<?>... parameters) {
        if (type.isInterface() || Modifier.isAbstract(type.getModifiers())) {
            throw candidate.failure(what + " is abstract");
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(parameters);
            constructor.setAccessible(true);
            return constructor;
        } catch (NoSuchMethodException e) {
            return null;
        } catch (LinkageError e) {
            throw candidate.failure(what + " cannot be inspected: " + e);
        }
    }
}
