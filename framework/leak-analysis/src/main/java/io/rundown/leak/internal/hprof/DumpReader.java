package io.rundown.leak.internal.hprof;

/** Goes through the records on the outermost level: names, classes, stacks, and where the heap is. */
final class DumpReader {

    private static final int HEADER = 9;

    private final DumpFile file;
    private final Symbols symbols;
    private final ClassTable classes;
    private final Stacks stacks;
    private final Segments segments;
    private boolean segmented;
    private boolean ended;

    DumpReader(DumpFile file, Symbols symbols, ClassTable classes, Stacks stacks, Segments segments) {
        this.file = file;
        this.symbols = symbols;
        this.classes = classes;
        this.stacks = stacks;
        this.segments = segments;
    }

    /** Reads all of them. */
    void read() throws BadDumpException {
        long at = file.firstRecord();
        while (at < file.size()) {
            if (at + HEADER > file.size()) {
                throw truncated(at, at + HEADER);
            }
            long body = at + HEADER;
            long end = body + file.u4(body - Integer.BYTES);
            if (end > file.size()) {
                throw truncated(at, end);
            }
            record(file.u1(at), body, end);
            at = end;
        }
        if (segmented && !ended) {
            throw truncated(at, at + HEADER);
        }
        if (segments.isEmpty()) {
            String there = "the names of " + classes.announced() + " classes are there, and no object";
            throw new BadDumpException(
                    at,
                    ended
                            ? "it holds no heap: " + there
                            : "truncated: it ends after " + at + " bytes, before its heap; " + there);
        }
    }

    private void record(int tag, long body, long end) throws BadDumpException {
        int ids = file.idSize();
        switch (tag) {
            case Tags.STRING -> {
                require(body, end, ids);
                symbols.add(body);
            }
            case Tags.LOAD_CLASS -> {
                require(body, end, 8 + 2 * ids);
                classes.name(file.i4(body), file.id(body + 4), file.id(body + 8 + ids));
            }
            case Tags.STACK_FRAME -> {
                require(body, end, 8 + 4 * ids);
                stacks.addFrame(body);
            }
            case Tags.STACK_TRACE -> {
                require(body, end, 12);
                stacks.addTrace(body);
            }
            case Tags.HEAP_DUMP -> segments.add(body, end);
            case Tags.HEAP_DUMP_SEGMENT -> {
                segmented = true;
                segments.add(body, end);
            }
            case Tags.HEAP_DUMP_END -> ended = true;
            default -> {
                // Of no use here, or newer than this reader.
            }
        }
    }

    private void require(long body, long end, int bytes) throws BadDumpException {
        if (body + bytes > end) {
            long at = body - HEADER;
            throw new BadDumpException(
                    at,
                    "corrupt at byte " + at + ": a record with the tag 0x" + Integer.toHexString(file.u1(at)) + " has "
                            + (end - body) + " bytes, it needs " + bytes);
        }
    }

    private BadDumpException truncated(long at, long end) {
        return new BadDumpException(
                at,
                "truncated: the record at byte " + at + " reaches to byte " + end + ", but the file ends at "
                        + file.size() + ". The names of " + classes.announced() + " classes and " + segments.bytes()
                        + " bytes of the heap are there; dumps are cut off when a disk is full or the JVM is killed");
    }
}
