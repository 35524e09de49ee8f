package io.rundown.leak.internal.hprof;

import io.rundown.leak.internal.hprof.HeapClass.Field;
import io.rundown.leak.internal.hprof.HeapClass.StaticField;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The classes of a dump. Filled by one thread. Once it is linked, any number of threads may look classes up; only one at a
 * time may ask for fields, as their names are read then.
 */
public final class ClassTable {

    private static final Set<String> VALUES = Set.of(
            "java.lang.String",
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Short",
            "java.lang.Byte",
            "java.lang.Character",
            "java.lang.Boolean",
            "java.lang.Float",
            "java.lang.Double");

    private static final Set<String> PRIMITIVES =
            Set.of("boolean", "char", "float", "double", "byte", "short", "int", "long");

    private final DumpFile file;
    private final Symbols symbols;
    private final LongMap names = new LongMap();
    private final LongMap numbers = new LongMap();
    private final LongMap bySerial = new LongMap();
    private final List<HeapClass> classes = new ArrayList<>();
    private final Map<Long, List<HeapClass>> byLoader = new HashMap<>();
    private final Set<Long> lastingLoaders = new HashSet<>();

    ClassTable(DumpFile file, Symbols symbols) {
        this.file = file;
        this.symbols = symbols;
    }

    /** Remembers what a class is called. */
    void name(int serial, long id, long nameId) {
        names.put(id, nameId);
        bySerial.put(serial, id);
    }

    /** How many classes the dump announces. */
    int announced() {
        return names.size();
    }

    void add(ClassRecord record) {
        if (numbers.get(record.id()) == LongMap.NONE) {
            HeapClass added = new HeapClass(classes.size(), nameOf(record.id()), record);
            numbers.put(record.id(), classes.size());
            classes.add(added);
        }
    }

    /**
     * Finds out what follows from all classes together.
     *
     * @param collected the name of a class whose instances are to be listed, besides class loaders
     */
    void link(@Nullable String collected) throws BadDumpException {
        findLastingLoaders();
        byLoader.clear();
        boolean[] done = new boolean[classes.size()];
        for (HeapClass each : classes) {
            link(each, done, collected);
            byLoader.computeIfAbsent(each.loaderId(), loader -> new ArrayList<>())
                    .add(each);
        }
    }

    private void link(HeapClass linked, boolean[] done, @Nullable String collected) throws BadDumpException {
        List<HeapClass> chain = new ArrayList<>();
        HeapClass next = linked;
        while (next != null && !done[next.number()]) {
            done[next.number()] = true;
            chain.add(next);
            next = byId(next.superId());
        }
        for (int i = chain.size() - 1; i >= 0; i--) {
            HeapClass each = chain.get(i);
            HeapClass above = byId(each.superId());
            if (above != null && chain.indexOf(above) >= 0 && chain.indexOf(above) <= i) {
                throw new BadDumpException(
                        each.record().at(),
                        "corrupt at byte " + each.record().at() + ": class " + each + " is its own superclass");
            }
            linkOne(each, above, collected);
        }
    }

    private void linkOne(HeapClass each, @Nullable HeapClass above, @Nullable String collected) {
        boolean holdsReferent = each.name().equals("java.lang.ref.Reference");
        int idSize = file.idSize();
        List<Integer> references = new ArrayList<>();
        int offset = 0;
        int referent = -1;
        long at = each.record().fieldsAt() + 2;
        for (int left = file.u2(each.record().fieldsAt()); left > 0; left--, at += idSize + 1) {
            int type = file.u1(at + idSize);
            if (holdsReferent && symbols.text(file.id(at)).equals("referent")) {
                referent = offset;
            } else if (Tags.isObject(type)) {
                references.add(offset);
            }
            offset += Tags.sizeOf(type, idSize);
        }
        int own = offset;
        int[] inherited = above == null ? new int[0] : above.references();
        int[] all = new int[references.size() + inherited.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = i < references.size() ? references.get(i) : own + inherited[i - references.size()];
        }
        if (above != null && above.referent() >= 0) {
            referent = own + above.referent();
        }
        each.link(above, all, own + (above == null ? 0 : above.instanceBytes()), referent);
        boolean loader = each.isSubclassOf("java.lang.ClassLoader");
        each.classify(isLeaf(each, all), loader, loader || each.name().equals(collected));
    }

    /** An instance that leads to nothing but its class, and that to a class loader that stays. */
    private boolean isLeaf(HeapClass each, int[] references) {
        if (!lastingLoaders.contains(each.loaderId())) {
            return false;
        }
        String name = each.name();
        if (name.endsWith("[]")) {
            String element = name.substring(0, name.indexOf('['));
            return VALUES.contains(element) || PRIMITIVES.contains(element);
        }
        return references.length == 0 || VALUES.contains(name);
    }

    /** The JVM's own class loaders, which never go. */
    private void findLastingLoaders() {
        lastingLoaders.add(0L);
        for (HeapClass each : classes) {
            boolean own = each.loaderId() == 0
                    && (each.name().equals("jdk.internal.loader.ClassLoaders")
                            || each.name().equals("java.lang.ClassLoader"));
            if (own) {
                for (StaticField field : statics(each)) {
                    if (field.name().endsWith("_LOADER") || field.name().equals("scl")) {
                        lastingLoaders.add(field.value());
                    }
                }
            }
        }
    }

    /** Whether a class loader is the boot loader or another of the JVM's own. */
    public boolean isLasting(long loaderId) {
        return lastingLoaders.contains(loaderId);
    }

    /** The class whose {@code Class} object has this id, or null. */
    public @Nullable HeapClass byId(long id) {
        long number = numbers.get(id);
        return number == LongMap.NONE ? null : classes.get((int) number);
    }

    /** The class with this serial number in stack traces, or null. */
    @Nullable
    HeapClass bySerial(int serial) {
        long id = bySerial.get(serial);
        return id == LongMap.NONE ? null : byId(id);
    }

    String nameBySerial(int serial) {
        long id = bySerial.get(serial);
        return id == LongMap.NONE ? "?" : nameOf(id);
    }

    /** All classes; the place of each is its number. */
    public List<HeapClass> all() {
        return classes;
    }

    /** The classes that a class loader has defined. */
    public List<HeapClass> definedBy(long loaderId) {
        return byLoader.getOrDefault(loaderId, List.of());
    }

    /** The fields of an instance, those of superclasses too. */
    public List<Field> fields(HeapClass type) {
        List<Field> fields = new ArrayList<>();
        int offset = 0;
        for (HeapClass each = type; each != null; each = each.superclass()) {
            long at = each.record().fieldsAt() + 2;
            for (int left = file.u2(each.record().fieldsAt()); left > 0; left--, at += file.idSize() + 1) {
                int fieldType = file.u1(at + file.idSize());
                fields.add(new Field(each, symbols.text(file.id(at)), fieldType, offset));
                offset += Tags.sizeOf(fieldType, file.idSize());
            }
        }
        return fields;
    }

    /** The static fields of a class that refer to objects. */
    public List<StaticField> statics(HeapClass type) {
        List<StaticField> fields = new ArrayList<>();
        eachStatic(type, (nameId, value) -> fields.add(new StaticField(symbols.text(nameId), value)));
        return fields;
    }

    /** Is told of static fields that refer to objects. */
    public interface StaticSink {

        void field(long nameId, long value);
    }

    /** The same without their names, which take time. */
    public void eachStatic(HeapClass type, StaticSink sink) {
        int idSize = file.idSize();
        long at = type.record().staticsAt() + 2;
        for (int left = file.u2(type.record().staticsAt()); left > 0; left--) {
            int fieldType = file.u1(at + idSize);
            long value = at + idSize + 1;
            if (Tags.isObject(fieldType) && file.id(value) != 0) {
                sink.field(file.id(at), file.id(value));
            }
            at = value + Tags.sizeOf(fieldType, idSize);
        }
    }

    private String nameOf(long classId) {
        long nameId = names.get(classId);
        return nameId == LongMap.NONE ? "?" : javaName(symbols.text(nameId));
    }

    /** From the JVM's way of writing: {@code [Ljava/lang/String;}. */
    static String javaName(String internal) {
        int dimensions = 0;
        while (dimensions < internal.length() && internal.charAt(dimensions) == '[') {
            dimensions++;
        }
        String element = internal.substring(dimensions);
        if (dimensions > 0) {
            element = switch (element) {
                case "Z" -> "boolean";
                case "B" -> "byte";
                case "C" -> "char";
                case "S" -> "short";
                case "I" -> "int";
                case "J" -> "long";
                case "F" -> "float";
                case "D" -> "double";
                default ->
                    element.startsWith("L") && element.endsWith(";")
                            ? element.substring(1, element.length() - 1)
                            : element;
            };
        }
        return element.replace('/', '.') + "[]".repeat(dimensions);
    }
}
