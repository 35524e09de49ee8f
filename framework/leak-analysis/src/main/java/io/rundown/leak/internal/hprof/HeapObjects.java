package io.rundown.leak.internal.hprof;

import io.rundown.leak.internal.hprof.HeapClass.Field;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks into single objects. Those that lead nowhere, strings above all, have no number, and nothing has a position before
 * {@link HeapDump#place}: who asks for such an object is told nothing, and told it after the next {@link #find}.
 */
public final class HeapObjects {

    private static final String STRING = "java.lang.String";

    private final HeapDump dump;
    private final DumpFile file;
    private final Map<Long, Long> positions = new HashMap<>();
    private final Set<Long> wanted = new HashSet<>();

    public HeapObjects(HeapDump dump) {
        this.dump = dump;
        this.file = dump.file();
        for (int i = 0; i < dump.collected().size(); i++) {
            long at = dump.collected().get(i);
            positions.put(file.id(at + 1), at);
        }
    }

    /**
     * Looks for every object that was asked for in vain.
     *
     * @return whether there were any
     */
    public boolean find() throws BadDumpException {
        if (wanted.isEmpty()) {
            return false;
        }
        for (Finding each : dump.segments().scanInParallel(() -> new Finding(wanted))) {
            positions.putAll(each.found);
        }
        for (long each : wanted) {
            positions.putIfAbsent(each, 0L);
        }
        wanted.clear();
        return true;
    }

    /** Where the record of an object is, or 0. */
    private long position(long id) {
        if (id == 0) {
            return 0;
        }
        int number = dump.index().number(id);
        if (number != ObjectIndex.NONE && dump.index().position(number) != 0) {
            return dump.index().position(number);
        }
        Long known = positions.get(id);
        if (known == null) {
            wanted.add(id);
            return 0;
        }
        return known;
    }

    /** The class of an instance or array of references, or null if the object is none or not known. */
    public @Nullable HeapClass classOf(long id) {
        long at = position(id);
        if (at == 0) {
            return null;
        }
        return switch (file.u1(at)) {
            case Tags.INSTANCE -> dump.classes().byId(file.id(at + 1 + file.idSize() + 4));
            case Tags.OBJECT_ARRAY -> dump.classes().byId(file.id(at + 1 + file.idSize() + 8));
            default -> null;
        };
    }

    /** The id of the object with a number. */
    public long id(int number) {
        return file.id(dump.index().position(number) + 1);
    }

    /** Where the value of a field is, or 0. References are asked for by 0 bytes, as they have as many as the dump says. */
    private long fieldAt(long id, String owner, String name, int bytes) {
        HeapClass type = classOf(id);
        if (type != null && file.u1(position(id)) == Tags.INSTANCE) {
            for (Field each : dump.classes().fields(type)) {
                boolean declared = owner.isEmpty() || each.owner().name().equals(owner);
                boolean fits = bytes == 0 ? each.isObject() : Tags.isPrimitive(each.type(), bytes);
                if (declared && fits && each.name().equals(name)) {
                    return fieldsAt(position(id)) + each.offset();
                }
            }
        }
        return 0;
    }

    /**
     * What a field of an instance refers to; 0 if there is no such field, or nothing is known of the instance.
     *
     * @param owner the class that declares it, as a subclass may have one of the same name; empty for whichever there is
     */
    public long reference(long id, String owner, String field) {
        long at = fieldAt(id, owner, field, 0);
        return at == 0 ? 0 : file.id(at);
    }

    /** What a field of an instance refers to, for a field of its class. */
    public long reference(long id, Field field) {
        long at = position(id);
        return at == 0 ? 0 : file.id(fieldsAt(at) + field.offset());
    }

    private long fieldsAt(long at) {
        return at + 1 + 2L * file.idSize() + 8;
    }

    /** The value of a field of the type boolean or byte, or -1. */
    public int byteField(long id, String owner, String field) {
        long at = fieldAt(id, owner, field, Byte.BYTES);
        return at == 0 ? -1 : file.u1(at);
    }

    /** The value of a field of the type int, or of as many bytes, or -1. */
    public int intField(long id, String owner, String field) {
        long at = fieldAt(id, owner, field, Integer.BYTES);
        return at == 0 ? -1 : file.i4(at);
    }

    /** The value of a field of the type long, or of as many bytes, or -1. */
    public long longField(long id, String owner, String field) {
        long at = fieldAt(id, owner, field, Long.BYTES);
        return at == 0 ? -1 : file.i8(at);
    }

    /** The length of an array of references, or -1. */
    public int length(long id) {
        long at = position(id);
        return at != 0 && file.u1(at) == Tags.OBJECT_ARRAY ? file.i4(at + 1 + file.idSize() + 4) : -1;
    }

    /** An element of an array of references; 0 if there is none. */
    public long element(long id, int index) {
        return index < 0 || index >= length(id) ? 0 : file.id(fieldsAt(position(id)) + (long) index * file.idSize());
    }

    /** The text of a string, or null for anything else. */
    public @Nullable String string(long id) {
        HeapClass type = classOf(id);
        if (type == null || !type.name().equals(STRING)) {
            return null;
        }
        long value = position(reference(id, STRING, "value"));
        if (value == 0 || file.u1(value) != Tags.PRIMITIVE_ARRAY) {
            return null;
        }
        int length = file.i4(value + 1 + file.idSize() + 4);
        long elements = value + 1 + file.idSize() + 9;
        boolean chars = Tags.sizeOf(file.u1(elements - 1), file.idSize()) == 2;
        if (chars) {
            return new String(file.bytes(elements, Math.min(length, 4096) * 2), StandardCharsets.UTF_16BE);
        }
        byte[] bytes = file.bytes(elements, Math.min(length, 8192));
        boolean latin = byteField(id, STRING, "coder") == 0;
        return new String(bytes, latin ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_16LE);
    }

    /** Notes where certain objects are. */
    private static final class Finding implements RecordSink {

        private final Set<Long> wanted;
        private final Map<Long, Long> found = new HashMap<>();

        Finding(Set<Long> wanted) {
            this.wanted = wanted;
        }

        @Override
        public void instance(long at, long id, long classId, long bytes) {
            look(at, id);
        }

        @Override
        public void objectArray(long at, long id, long arrayClassId, long length) {
            look(at, id);
        }

        @Override
        public void primitiveArray(long at, long id) {
            look(at, id);
        }

        private void look(long at, long id) {
            if (wanted.contains(id)) {
                found.put(id, at);
            }
        }
    }
}
