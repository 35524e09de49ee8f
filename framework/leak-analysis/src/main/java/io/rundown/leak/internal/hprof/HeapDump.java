package io.rundown.leak.internal.hprof;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A dump that has been gone through once: its classes, roots, threads, and which objects there are. */
public final class HeapDump {

    /** Objects of HotSpot begin at multiples of eight; if one does not, at any byte. */
    private static final int USUAL_ALIGNMENT = 3;

    private final DumpFile file;
    private final Segments segments;
    private final ClassTable classes;
    private final Stacks stacks;
    private final List<Root> roots = new ArrayList<>();
    private final Numbers collected = new Numbers();
    private final ObjectIndex index;
    private long objects;

    private HeapDump(DumpFile file, @Nullable String collected, int workers) throws BadDumpException {
        this.file = file;
        this.segments = new Segments(file, workers);
        Symbols symbols = new Symbols(file);
        this.classes = new ClassTable(file, symbols);
        this.stacks = new Stacks(file, symbols, classes);
        new DumpReader(file, symbols, classes, stacks, segments).read();
        readClasses(false);
        classes.link(collected);
        this.index = new ObjectIndex(mark(collected), file.size());
    }

    /**
     * Reads a dump.
     *
     * @param collected the name of a class whose instances are to be listed, besides class loaders; or null
     */
    public static HeapDump open(Path path, @Nullable String collected) throws IOException {
        int workers = Math.min(4, Runtime.getRuntime().availableProcessors());
        return open(path, collected, DumpFile.DEFAULT_CHUNK_SHIFT, workers);
    }

    /**
     * Reads a dump, mapped in pieces of two to the power of {@code chunkShift} bytes.
     *
     * @param workers how many threads go through the heap
     */
    public static HeapDump open(Path path, @Nullable String collected, int chunkShift, int workers) throws IOException {
        return new HeapDump(DumpFile.open(path, chunkShift), collected, workers);
    }

    /** HotSpot writes all classes before the first object, so that usually little has to be read. */
    private void readClasses(boolean mixed) throws BadDumpException {
        segments.scan(new RecordSink() {
            @Override
            public void type(ClassRecord record) {
                classes.add(record);
            }

            @Override
            public boolean stopsAt(int tag) {
                return !mixed && RecordSink.isObject(tag);
            }
        });
    }

    private IdSet mark(@Nullable String collectedClass) throws BadDumpException {
        List<Marking> workers = segments.scanInParallel(() -> new Marking(classes, USUAL_ALIGNMENT));
        if (workers.stream().anyMatch(each -> each.lateClass)) {
            readClasses(true);
            classes.link(collectedClass);
            workers = segments.scanInParallel(() -> new Marking(classes, USUAL_ALIGNMENT));
        }
        if (!workers.stream().allMatch(each -> each.aligned)) {
            workers = segments.scanInParallel(() -> new Marking(classes, 0));
        }
        IdSet all = workers.get(0).ids;
        for (Marking each : workers) {
            if (each.ids != all) {
                all.addAll(each.ids);
            }
            roots.addAll(each.roots);
            collected.addAll(each.collected);
            objects += each.objects;
        }
        for (Root each : roots) {
            if (each.kind() == RootKind.THREAD) {
                stacks.addThread(each);
            }
        }
        return all;
    }

    /**
     * Finds out where in the file each object is, and marks the objects of certain classes.
     *
     * @param inside by the numbers of classes, whether their instances are to be marked
     * @param marks what is known of each object, by its number
     * @param mark what is put there
     */
    public void place(boolean[] inside, int[] marks, int mark) throws BadDumpException {
        segments.scanInParallel(() -> new Placing(classes, index, inside, marks, mark));
    }

    /**
     * Whether a root is a reference object that the JVM is about to enqueue, which it tells as a global reference of native
     * code: the collection at the beginning of a dump leaves some. Those are cleared, unless they are for finalization. Known
     * once objects have a place.
     */
    public boolean isPending(Root root) {
        int number = root.kind() == RootKind.JNI_GLOBAL ? index.number(root.id()) : ObjectIndex.NONE;
        if (number == ObjectIndex.NONE) {
            return false;
        }
        long at = index.position(number);
        HeapClass type = file.u1(at) == Tags.INSTANCE ? classes.byId(file.id(at + 1 + file.idSize() + 4)) : null;
        return type != null
                && type.referent() >= 0
                && (file.id(at + 1 + 2L * file.idSize() + 8 + type.referent()) == 0
                        || type.isSubclassOf("java.lang.ref.FinalReference"));
    }

    public ClassTable classes() {
        return classes;
    }

    public Stacks stacks() {
        return stacks;
    }

    public List<Root> roots() {
        return roots;
    }

    public ObjectIndex index() {
        return index;
    }

    /** Where the class loaders are, and the instances that were asked for. */
    public Numbers collected() {
        return collected;
    }

    /** How many objects and arrays the heap has. */
    public long objects() {
        return objects;
    }

    /** How many bytes the file has. */
    public long bytes() {
        return file.size();
    }

    public DumpFile file() {
        return file;
    }

    Segments segments() {
        return segments;
    }

    /** Notes which objects can lead anywhere. */
    private static final class Marking implements RecordSink {

        private final ClassTable classes;
        private final IdSet ids;
        private final List<Root> roots = new ArrayList<>();
        private final Numbers collected = new Numbers();
        private long lastClassId;
        private @Nullable HeapClass lastClass;
        private boolean aligned = true;
        private boolean lateClass;
        private long objects;

        Marking(ClassTable classes, int alignment) {
            this.classes = classes;
            this.ids = new IdSet(alignment);
        }

        @Override
        public void root(RootKind kind, long id, int threadSerial, int detail) {
            roots.add(new Root(kind, id, threadSerial, detail));
        }

        @Override
        public void type(ClassRecord record) {
            lateClass |= classes.byId(record.id()) == null;
            aligned &= ids.add(record.id());
        }

        @Override
        public void instance(long at, long id, long classId, long bytes) throws BadDumpException {
            objects++;
            HeapClass type = byId(classId);
            if (type == null) {
                return;
            }
            if (bytes < type.instanceBytes()) {
                throw new BadDumpException(
                        at,
                        "corrupt at byte " + at + ": an instance of " + type + " has " + bytes
                                + " bytes of fields, it needs " + type.instanceBytes());
            }
            if (type.isCollected()) {
                collected.add(at);
            }
            if (!type.isLeaf()) {
                aligned &= ids.add(id);
            }
        }

        @Override
        public void objectArray(long at, long id, long arrayClassId, long length) {
            objects++;
            HeapClass type = byId(arrayClassId);
            if (type == null || (length == 0 ? !classes.isLasting(type.loaderId()) : !type.isLeaf())) {
                aligned &= ids.add(id);
            }
        }

        @Override
        public void primitiveArray(long at, long id) {
            objects++;
        }

        private @Nullable HeapClass byId(long classId) {
            if (classId != lastClassId) {
                lastClassId = classId;
                lastClass = classes.byId(classId);
            }
            return lastClass;
        }
    }

    /**
     * Notes where those objects are. Several threads put marks into one array, each for the objects that it meets itself;
     * whoever reads them has waited for those threads.
     */
    private static final class Placing implements RecordSink {

        private final ClassTable classes;
        private final ObjectIndex index;
        private final boolean[] wanted;
        private final int[] marks;
        private final int mark;
        private long lastClassId;
        private boolean lastWanted;

        Placing(ClassTable classes, ObjectIndex index, boolean[] wanted, int[] marks, int mark) {
            this.classes = classes;
            this.index = index;
            this.wanted = wanted;
            this.marks = marks;
            this.mark = mark;
        }

        @Override
        public void type(ClassRecord record) {
            place(record.id(), record.at());
        }

        @Override
        public void instance(long at, long id, long classId, long bytes) {
            int number = place(id, at);
            if (number != ObjectIndex.NONE && isWanted(classId)) {
                marks[number] = mark;
            }
        }

        @Override
        public void objectArray(long at, long id, long arrayClassId, long length) {
            int number = place(id, at);
            if (number != ObjectIndex.NONE && isWanted(arrayClassId)) {
                marks[number] = mark;
            }
        }

        private int place(long id, long at) {
            int number = index.number(id);
            if (number != ObjectIndex.NONE) {
                index.place(number, at);
            }
            return number;
        }

        private boolean isWanted(long classId) {
            if (classId != lastClassId) {
                lastClassId = classId;
                HeapClass type = classes.byId(classId);
                lastWanted = type != null && wanted[type.number()];
            }
            return lastWanted;
        }
    }
}
