package io.rundown.leak.internal.hprof;

/** Goes through the records of one heap segment. */
final class SegmentScanner {

    private final DumpFile file;
    private final int ids;
    private final RecordSink sink;

    SegmentScanner(DumpFile file, RecordSink sink) {
        this.file = file;
        this.ids = file.idSize();
        this.sink = sink;
    }

    /**
     * Goes through records.
     *
     * @param start where the first one begins
     * @param end where the last one ends
     * @return where it stopped: at the end, unless the sink wanted to stop before
     * @throws BadDumpException if a record is not whole, or none that is known
     */
    long scan(long start, long end) throws BadDumpException {
        long at = start;
        while (at < end) {
            int tag = file.u1(at);
            if (sink.stopsAt(tag)) {
                return at;
            }
            at = switch (tag) {
                case Tags.INSTANCE -> instance(at, end);
                case Tags.OBJECT_ARRAY -> objectArray(at, end);
                case Tags.PRIMITIVE_ARRAY -> primitiveArray(at, end);
                case Tags.CLASS_DUMP -> type(at, end);
                default -> root(tag, at, end);
            };
        }
        return at;
    }

    private long instance(long at, long end) throws BadDumpException {
        long fields = at + 1 + 2L * ids + 8;
        require(fields, at, end);
        long bytes = file.u4(fields - 4);
        require(fields + bytes, at, end);
        sink.instance(at, file.id(at + 1), file.id(at + 1 + ids + 4), bytes);
        return fields + bytes;
    }

    private long objectArray(long at, long end) throws BadDumpException {
        long elements = at + 1 + 2L * ids + 8;
        require(elements, at, end);
        long length = file.u4(at + 1 + ids + 4);
        require(elements + length * ids, at, end);
        sink.objectArray(at, file.id(at + 1), file.id(elements - ids), length);
        return elements + length * ids;
    }

    private long primitiveArray(long at, long end) throws BadDumpException {
        long elements = at + 1 + ids + 9;
        require(elements, at, end);
        long length = file.u4(at + 1 + ids + 4);
        int type = file.u1(elements - 1);
        int bytes = Tags.isObject(type) ? 0 : Tags.sizeOf(type, ids);
        if (bytes == 0) {
            throw corrupt(at, "an array of the unknown type " + type);
        }
        require(elements + length * bytes, at, end);
        sink.primitiveArray(at, file.id(at + 1));
        return elements + length * bytes;
    }

    private long type(long at, long end) throws BadDumpException {
        long names = at + 1 + ids + 4;
        long constants = names + 6L * ids + 4;
        long next = constants + 2;
        require(next, at, end);
        for (int left = file.u2(constants); left > 0; left--) {
            next = value(next + 2, at, end);
        }
        long statics = next;
        next = statics + 2;
        require(next, at, end);
        for (int left = file.u2(statics); left > 0; left--) {
            next = value(next + ids, at, end);
        }
        long fields = next;
        require(fields + 2, at, end);
        next = fields + 2 + (long) file.u2(fields) * (ids + 1);
        require(next, at, end);
        sink.type(new ClassRecord(
                at,
                file.id(at + 1),
                file.id(names),
                file.id(names + ids),
                file.id(names + 2L * ids),
                file.id(names + 3L * ids),
                statics,
                fields));
        return next;
    }

    /** A type and a value of it. */
    private long value(long type, long at, long end) throws BadDumpException {
        require(type + 1, at, end);
        int bytes = Tags.sizeOf(file.u1(type), ids);
        if (bytes == 0) {
            throw corrupt(at, "a class with a value of the unknown type " + file.u1(type));
        }
        require(type + 1 + bytes, at, end);
        return type + 1 + bytes;
    }

    private long root(int tag, long at, long end) throws BadDumpException {
        RootKind kind = RootKind.of(tag);
        if (kind == null) {
            throw corrupt(at, "a record with the unknown tag 0x" + Integer.toHexString(tag));
        }
        long next = at + 1 + kind.bytes(ids);
        require(next, at, end);
        int threadSerial = kind.bytes(ids) >= ids + 4 && kind != RootKind.JNI_GLOBAL ? file.i4(at + 1 + ids) : 0;
        int detail = kind.bytes(ids) == ids + 8 && kind != RootKind.JNI_GLOBAL ? file.i4(at + 5 + ids) : 0;
        sink.root(kind, file.id(at + 1), threadSerial, detail);
        return next;
    }

    private void require(long position, long at, long end) throws BadDumpException {
        if (position > end) {
            throw corrupt(
                    at, "a record that reaches to byte " + position + ", beyond its segment, which ends at " + end);
        }
    }

    private static BadDumpException corrupt(long at, String what) {
        return new BadDumpException(at, "corrupt at byte " + at + ": " + what);
    }
}
