package io.rundown.leak;

import java.util.Set;

/** Knows which objects are the inside of a collection, which nobody wants to read about. */
final class Containers {

    private static final Set<String> LISTS = Set.of(
            "ArrayList",
            "Vector",
            "Stack",
            "Arrays$ArrayList",
            "ImmutableCollections$ListN",
            "ImmutableCollections$SubList",
            "concurrent.CopyOnWriteArrayList",
            "ArrayDeque",
            "PriorityQueue",
            "concurrent.PriorityBlockingQueue",
            "concurrent.ArrayBlockingQueue",
            "concurrent.ScheduledThreadPoolExecutor$DelayedWorkQueue",
            "concurrent.atomic.AtomicReferenceArray",
            "TaskQueue");

    private static final Set<String> OUTER = Set.of(
            "HashMap",
            "LinkedHashMap",
            "TreeMap",
            "IdentityHashMap",
            "WeakHashMap",
            "Hashtable",
            "Properties",
            "EnumMap",
            "HashSet",
            "LinkedHashSet",
            "TreeSet",
            "ArrayList",
            "Vector",
            "Stack",
            "LinkedList",
            "ArrayDeque",
            "PriorityQueue",
            "Collections",
            "ImmutableCollections",
            "Arrays",
            "Optional",
            "AbstractMap",
            "KeyValueHolder",
            "concurrent.ConcurrentHashMap",
            "concurrent.ConcurrentSkipListMap",
            "concurrent.ConcurrentSkipListSet",
            "concurrent.CopyOnWriteArrayList",
            "concurrent.CopyOnWriteArraySet",
            "concurrent.ConcurrentLinkedQueue",
            "concurrent.ConcurrentLinkedDeque",
            "concurrent.LinkedBlockingQueue",
            "concurrent.LinkedBlockingDeque",
            "concurrent.LinkedTransferQueue",
            "concurrent.ArrayBlockingQueue",
            "concurrent.PriorityBlockingQueue",
            "concurrent.DelayQueue",
            "concurrent.ScheduledThreadPoolExecutor$DelayedWorkQueue",
            "concurrent.atomic.AtomicReference",
            "concurrent.atomic.AtomicReferenceArray",
            "TaskQueue",
            "RegularEnumSet",
            "JumboEnumSet");

    private Containers() {}

    /** Whether a class is a collection of the JDK, a part of one, or an array that is most likely one. */
    static boolean isPart(String type) {
        return type.equals("java.lang.Object[]") || isCollection(type);
    }

    /** Whether a class is a collection of the JDK or a part of one. */
    static boolean isCollection(String type) {
        String name = inJavaUtil(type);
        int dollar = name.indexOf('$');
        return !name.isEmpty()
                && (OUTER.contains(name) || OUTER.contains(dollar < 0 ? name : name.substring(0, dollar)));
    }

    /** Whether a class keeps its elements in an array in their order. */
    static boolean isList(String type) {
        return LISTS.contains(inJavaUtil(type));
    }

    /** Whether a class keeps keys and values in one array in turn. */
    static boolean isFlatMap(String type) {
        return type.equals("java.util.ImmutableCollections$MapN") || type.equals("java.util.IdentityHashMap");
    }

    private static String inJavaUtil(String type) {
        String element = type.replace("[]", "");
        return element.startsWith("java.util.") ? element.substring("java.util.".length()) : "";
    }
}
