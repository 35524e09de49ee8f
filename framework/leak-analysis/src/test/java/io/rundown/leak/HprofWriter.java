package io.rundown.leak;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes heap dumps by hand, good ones and bad ones. */
final class HprofWriter {

    static final int OBJECT = 2;
    static final int BOOLEAN = 4;
    static final int BYTE = 8;

    private final int idSize;
    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private final Map<String, Long> names = new LinkedHashMap<>();
    private int classes;

    HprofWriter(int idSize) {
        this.idSize = idSize;
        bytes(file, "JAVA PROFILE 1.0.2\0".getBytes(StandardCharsets.US_ASCII));
        u4(file, idSize);
        u4(file, 0);
        u4(file, 0);
    }

    /** A field of a class: its name, its type, and for a static one its value. */
    record Field(String name, int type, long value) {}

    static Field object(String name) {
        return new Field(name, OBJECT, 0);
    }

    static Field object(String name, long value) {
        return new Field(name, OBJECT, value);
    }

    HprofWriter record(int tag, byte[] body) {
        return record(tag, body, body.length);
    }

    HprofWriter record(int tag, byte[] body, int saidLength) {
        file.write(tag);
        u4(file, 0);
        u4(file, saidLength);
        bytes(file, body);
        return this;
    }

    /** The id of a name, which is written when it is used first. */
    long name(String text) {
        Long known = names.get(text);
        if (known != null) {
            return known;
        }
        long id = 0x10_0000L + names.size() * 8L;
        names.put(text, id);
        record(
                0x01,
                new Body().id(id).bytes(text.getBytes(StandardCharsets.UTF_8)).toArray());
        return id;
    }

    HprofWriter loadClass(long id, String name) {
        long nameId = name(name);
        return record(0x02, new Body().u4(++classes).id(id).u4(0).id(nameId).toArray());
    }

    HprofWriter segment(Body body) {
        return record(0x1C, body.toArray());
    }

    HprofWriter end() {
        return record(0x2C, new byte[0]);
    }

    byte[] toArray() {
        return file.toByteArray();
    }

    private static void u4(ByteArrayOutputStream out, int value) {
        bytes(out, ByteBuffer.allocate(4).putInt(value).array());
    }

    private static void bytes(ByteArrayOutputStream out, byte[] all) {
        try {
            out.write(all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Body body() {
        return new Body();
    }

    /** What is in a record. */
    final class Body {

        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Body u1(int value) {
            out.write(value);
            return this;
        }

        Body u2(int value) {
            return u1(value >> 8).u1(value);
        }

        Body u4(int value) {
            HprofWriter.u4(out, value);
            return this;
        }

        Body id(long value) {
            return idSize == 8 ? u4((int) (value >> 32)).u4((int) value) : u4((int) value);
        }

        Body bytes(byte[] all) {
            HprofWriter.bytes(out, all);
            return this;
        }

        Body root(int tag, long id, int... more) {
            u1(tag).id(id);
            for (int each : more) {
                u4(each);
            }
            return this;
        }

        /** The names of the fields must have been used before, as they stand outside of the heap. */
        Body type(long id, long superId, long loaderId, Field[] statics, Field... fields) {
            u1(0x20).id(id)
                    .u4(0)
                    .id(superId)
                    .id(loaderId)
                    .id(0)
                    .id(0)
                    .id(0)
                    .id(0)
                    .u4(0)
                    .u2(0);
            u2(statics.length);
            for (Field each : statics) {
                id(name(each.name())).u1(each.type()).id(each.value());
            }
            u2(fields.length);
            for (Field each : fields) {
                id(name(each.name())).u1(each.type());
            }
            return this;
        }

        Body instance(long id, long classId, byte[] fields) {
            return u1(0x21).id(id).u4(0).id(classId).u4(fields.length).bytes(fields);
        }

        Body objects(long id, long arrayClassId, long... elements) {
            u1(0x22).id(id).u4(0).u4(elements.length).id(arrayClassId);
            for (long each : elements) {
                id(each);
            }
            return this;
        }

        Body byteArray(long id, byte[] elements) {
            return u1(0x23).id(id).u4(0).u4(elements.length).u1(BYTE).bytes(elements);
        }

        byte[] toArray() {
            return out.toByteArray();
        }
    }
}
