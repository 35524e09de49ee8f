package io.rundown.leak.internal.hprof;

import java.util.HashMap;
import java.util.Map;

/** The names in a dump: only where they are, until somebody asks, which one thread may at a time. */
final class Symbols {

    private final DumpFile file;
    private final LongMap positions = new LongMap();
    private final Map<Long, String> read = new HashMap<>();

    Symbols(DumpFile file) {
        this.file = file;
    }

    /** Remembers a record of this kind. */
    void add(long body) {
        positions.put(file.id(body), body);
    }

    /** The text of a name; a question mark for one that the dump does not have. */
    String text(long id) {
        return read.computeIfAbsent(id, this::read);
    }

    private String read(long id) {
        long body = positions.get(id);
        if (body == LongMap.NONE) {
            return "?";
        }
        int length = (int) file.u4(body - Integer.BYTES) - file.idSize();
        return file.utf8(body + file.idSize(), length);
    }
}
