package io.rundown.leak.internal.hprof;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The threads of a dump and what they were doing. */
public final class Stacks {

    private final DumpFile file;
    private final Symbols symbols;
    private final ClassTable classes;
    private final LongMap frames = new LongMap();
    private final LongMap traces = new LongMap();
    private final Map<Integer, Root> threads = new HashMap<>();

    Stacks(DumpFile file, Symbols symbols, ClassTable classes) {
        this.file = file;
        this.symbols = symbols;
        this.classes = classes;
    }

    /**
     * A method that was running.
     *
     * @param type its class, or null if the dump does not have that
     * @param className the name of its class
     * @param method its name
     * @param line the line, or 0 or less if it is not known
     */
    public record Frame(@Nullable HeapClass type, String className, String method, int line) {

        @Override
        public String toString() {
            return className + "." + method + (line > 0 ? ":" + line : "");
        }
    }

    void addFrame(long body) {
        frames.put(file.id(body), body);
    }

    void addTrace(long body) {
        traces.put(file.u4(body), body);
    }

    void addThread(Root thread) {
        threads.put(thread.threadSerial(), thread);
    }

    /** The id of the thread with this serial number, or 0. */
    public long threadId(int serial) {
        Root thread = threads.get(serial);
        return thread == null ? 0 : thread.id();
    }

    /** The serial number of a thread, or 0. */
    public int serialOf(long threadId) {
        for (Root each : threads.values()) {
            if (each.id() == threadId) {
                return each.threadSerial();
            }
        }
        return 0;
    }

    /** What a thread was doing, innermost method first; empty if that is not known. */
    public List<Frame> stack(int threadSerial) {
        Root thread = threads.get(threadSerial);
        long body = thread == null ? LongMap.NONE : traces.get(thread.detail() & 0xffffffffL);
        List<Frame> stack = new ArrayList<>();
        if (body != LongMap.NONE) {
            long ids = body + 12;
            long end = body + file.u4(body - Integer.BYTES);
            for (long at = ids; at + file.idSize() <= end; at += file.idSize()) {
                stack.add(frame(file.id(at)));
            }
        }
        return stack;
    }

    private Frame frame(long id) {
        long body = frames.get(id);
        if (body == LongMap.NONE) {
            return new Frame(null, "?", "?", 0);
        }
        long serial = body + 4L * file.idSize();
        String method = symbols.text(file.id(body + file.idSize()));
        int type = file.i4(serial);
        return new Frame(classes.bySerial(type), classes.nameBySerial(type), method, file.i4(serial + Integer.BYTES));
    }

    /** The method that a local variable belongs to, or null. */
    public @Nullable Frame frameOf(Root local) {
        List<Frame> stack = stack(local.threadSerial());
        return local.detail() >= 0 && local.detail() < stack.size() ? stack.get(local.detail()) : null;
    }
}
