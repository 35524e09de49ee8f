package io.rundown.host.internal.cleanup;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the plugin's objects lead to: through fields of the plugin's classes, arrays, and collections of the JDK's.
 * Reading a static field would initialize its class, and no public API tells whether a class is initialized, so statics
 * are read only of classes of which an object was found; {@link IdleThreadStep} sees the threads of what is in others.
 * Objects of the application's are not looked into.
 */
final class ObjectGraph {

    private static final Logger log = LoggerFactory.getLogger(ObjectGraph.class);

    /** More objects than that are data. */
    private static final int MOST_OBJECTS = 100_000;

    private static final long LONGEST_NANOS = 500_000_000;

    private final DepartingPlugin plugin;
    private final Consumer<Object> found;
    private final Map<Class<?>, Shape> shapes = new HashMap<>();
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Object> toDo = new ArrayDeque<>();
    private final long start = System.nanoTime();
    private int met;

    private ObjectGraph(DepartingPlugin plugin, Consumer<Object> found) {
        this.plugin = plugin;
        this.found = found;
    }

    /** How an object is looked into. */
    private enum Way {
        LEAF,
        FIELDS,
        ARRAY,
        COLLECTION,
        MAP,
        REFERENCE
    }

    /**
     * What is known of the objects of one class.
     *
     * @param wanted whether they are what is looked for
     * @param fields those that may lead somewhere
     */
    private record Shape(Way way, boolean wanted, List<Field> fields) {}

    /** Hands over each timer, executor and thread once. */
    static void walk(DepartingPlugin plugin, Consumer<Object> found) {
        ObjectGraph graph = new ObjectGraph(plugin, found);
        plugin.roots().forEach(graph::meet);
        graph.walk();
    }

    private void walk() {
        for (Object next = toDo.poll(); next != null; next = toDo.poll()) {
            if (isEnough()) {
                log.debug(
                        "The search through the objects of {} ends after {}",
                        plugin.loader().getName(),
                        met);
                return;
            }
            try {
                lookInto(next, shape(next.getClass()));
            } catch (Throwable failure) { // a collection that changes meanwhile, or a class that cannot be linked
                log.debug("Not looked into: a {}", Names.of(next), failure);
            }
        }
    }

    private boolean isEnough() {
        return met > MOST_OBJECTS || System.nanoTime() - start > LONGEST_NANOS;
    }

    private void lookInto(Object object, Shape shape) throws IllegalAccessException {
        switch (shape.way) {
            case FIELDS -> {
                for (Field each : shape.fields) {
                    meet(each.get(object));
                }
            }
            case ARRAY -> {
                for (int i = 0; i < Array.getLength(object) && !isEnough(); i++) {
                    meet(Array.get(object, i));
                }
            }
            case COLLECTION -> meetAll((Iterable<?>) object);
            case MAP -> {
                meetAll(((Map<?, ?>) object).keySet());
                meetAll(((Map<?, ?>) object).values());
            }
            case REFERENCE -> meet(target(object));
            case LEAF -> {}
        }
    }

    private void meetAll(Iterable<?> objects) {
        for (Object each : objects) {
            if (isEnough()) {
                return;
            }
            meet(each);
        }
    }

    private void meet(@Nullable Object object) {
        met++;
        if (object == null) {
            return;
        }
        Shape shape = shape(object.getClass());
        if ((shape.way != Way.LEAF || shape.wanted) && seen.add(object)) {
            if (shape.wanted) {
                found.accept(object);
            }
            toDo.add(object);
        }
    }

    private static @Nullable Object target(Object reference) {
        if (reference instanceof AtomicReference<?> atomic) {
            return atomic.get();
        }
        return reference instanceof Optional<?> optional ? optional.orElse(null) : null;
    }

    // ------------------------------------------------------------------------ classes

    private Shape shape(Class<?> type) {
        Shape known = shapes.get(type);
        if (known == null) {
            known = newShape(type);
            shapes.put(type, known);
            if (known.way == Way.FIELDS) {
                meetStatics(type);
            }
        }
        return known;
    }

    private Shape newShape(Class<?> type) {
        boolean wanted = ExecutorService.class.isAssignableFrom(type)
                || Thread.class.isAssignableFrom(type)
                || java.util.Timer.class.isAssignableFrom(type);
        if (plugin.owns(type) && !type.isArray()) {
            return new Shape(Way.FIELDS, wanted, fields(type, false));
        }
        return new Shape(wayInto(type), wanted, List.of());
    }

    private static Way wayInto(Class<?> type) {
        if (type.isArray()) {
            return leadsSomewhere(type.getComponentType()) ? Way.ARRAY : Way.LEAF;
        }
        if (type.getClassLoader() != null || !type.getName().startsWith("java.util.")) {
            return Way.LEAF;
        }
        if (Collection.class.isAssignableFrom(type)) {
            return Way.COLLECTION;
        }
        if (Map.class.isAssignableFrom(type)) {
            return Way.MAP;
        }
        return type == AtomicReference.class || type == Optional.class ? Way.REFERENCE : Way.LEAF;
    }

    /** An object exists, so these classes are initialized, up to the first that is not the plugin's. */
    private void meetStatics(Class<?> type) {
        for (Field each : fields(type, true)) {
            try {
                meet(each.get(null));
            } catch (IllegalAccessException | LinkageError e) {
                log.debug("Not read: {} of {}", each.getName(), type.getName(), e);
            }
        }
    }

    private List<Field> fields(Class<?> type, boolean statics) {
        List<Field> fields = new ArrayList<>();
        for (Class<?> each = type; each != null && plugin.owns(each); each = each.getSuperclass()) {
            try {
                for (Field field : each.getDeclaredFields()) {
                    if (Modifier.isStatic(field.getModifiers()) == statics
                            && leadsSomewhere(field.getType())
                            && field.trySetAccessible()) {
                        fields.add(field);
                    }
                }
            } catch (LinkageError e) { // a field's type is nowhere to be found
                log.debug("The fields of {} cannot be read", each.getName(), e);
            }
        }
        return fields;
    }

    private static boolean leadsSomewhere(Class<?> type) {
        return !type.isPrimitive()
                && type != String.class
                && type != Class.class
                && type != Boolean.class
                && type != Character.class
                && (type == Number.class || !Number.class.isAssignableFrom(type) || type.getClassLoader() != null);
    }
}
