package io.rundown.leak;

import io.rundown.leak.internal.hprof.HeapClass;
import io.rundown.leak.internal.hprof.HeapDump;
import io.rundown.leak.internal.hprof.HeapObjects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names single objects: keys, threads, classes. */
final class Texts {

    private static final int LONGEST = 60;
    private static final Pattern LAMBDA = Pattern.compile("(.+)\\$\\$Lambda.*");

    private final HeapDump dump;
    private final HeapObjects heap;

    Texts(HeapDump dump, HeapObjects heap) {
        this.dump = dump;
        this.heap = heap;
    }

    /** The class of an object; of a class, which one it is. */
    String type(long id) {
        HeapClass itself = dump.classes().byId(id);
        if (itself != null) {
            return "class " + className(itself.name());
        }
        HeapClass type = heap.classOf(id);
        return type == null ? "?" : className(type.name());
    }

    /** Lambdas have a class that nobody has written. */
    static String className(String name) {
        Matcher lambda = LAMBDA.matcher(name);
        return lambda.matches() ? "a lambda of " + lambda.group(1) : name;
    }

    /** A key as one would write it, or what it is. */
    String key(long id) {
        HeapClass itself = dump.classes().byId(id);
        if (itself != null) {
            return className(itself.name()) + ".class";
        }
        HeapClass type = heap.classOf(id);
        if (type == null) {
            return "?";
        }
        String text = heap.string(id);
        if (text != null) {
            return '"' + (text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text) + '"';
        }
        return switch (type.name()) {
            case "java.lang.Integer" -> String.valueOf(heap.intField(id, type.name(), "value"));
            case "java.lang.Long" -> String.valueOf(heap.longField(id, type.name(), "value"));
            case "java.lang.Boolean" -> String.valueOf(heap.byteField(id, type.name(), "value") == 1);
            default -> other(id, type);
        };
    }

    private String other(long id, HeapClass type) {
        if (type.isSubclassOf("java.lang.Thread")) {
            return thread(id);
        }
        String constant =
                type.isSubclassOf("java.lang.Enum") ? heap.string(heap.reference(id, "java.lang.Enum", "name")) : null;
        if (constant != null) {
            return type.name().substring(type.name().lastIndexOf('.') + 1) + "." + constant;
        }
        return "a " + className(type.name()).replaceFirst("^a ", "");
    }

    /** A thread with its name. */
    String thread(long id) {
        String name = heap.string(heap.reference(id, "java.lang.Thread", "name"));
        return name == null ? "a thread" : "thread '" + name + "'";
    }

    /** Whether a class belongs to the JDK, by its name. */
    static boolean isJdk(String className) {
        return className.startsWith("java.")
                || className.startsWith("javax.")
                || className.startsWith("jdk.")
                || className.startsWith("sun.")
                || className.startsWith("com.sun.");
    }
}
