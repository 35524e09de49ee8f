package io.rundown.leak.internal.walk;

import io.rundown.leak.internal.hprof.BadDumpException;
import io.rundown.leak.internal.hprof.ClassTable;
import io.rundown.leak.internal.hprof.DumpFile;
import io.rundown.leak.internal.hprof.HeapClass;
import io.rundown.leak.internal.hprof.HeapDump;
import io.rundown.leak.internal.hprof.ObjectIndex;
import io.rundown.leak.internal.hprof.Root;
import io.rundown.leak.internal.hprof.Tags;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Breadth first from the roots, through everything that is outside of some class loaders. A reference that leads
 * inside is an entry: somebody who holds one of them independently of the others. The references of one array into one
 * class loader are one entry together, and of very many entries only the first are kept.
 *
 * <p>Local variables, references that are about to be enqueued, and the like come last: what a lasting root leads to as well is told with that root.
 */
public final class HolderSearch {

    /** Marks objects that are inside, in {@link #parents}. */
    private static final int INSIDE = Integer.MIN_VALUE;

    /** More than anybody looks at, and few enough to be kept. The class loaders have equal shares of them. */
    private static final int MOST_ENTRIES = 50_000;

    private static final int SMALLEST_SHARE = 1_000;

    private static final int BATCH = 64;
    private static final int MOST_REFERENCES = 1024;

    private final HeapDump dump;
    private final DumpFile file;
    private final ObjectIndex index;
    private final ClassTable classes;
    private final Inside inside;
    private final int idSize;
    private final boolean soft;

    /** 0: not seen; positive: one more than the number of the object it was reached from; negative: a root. */
    private final int[] parents;

    private final boolean[] classSeen;
    private final IntQueue queue = new IntQueue();

    /**
     * Objects are expanded by the dozen, and their references followed by the thousand: each step is done for all of them
     * before the next one, so that the processor waits for many places in memory at once instead of one after the other.
     */
    private final int[] batch = new int[BATCH];

    private final long[] batchPositions = new long[BATCH];
    private final int[] from = new int[MOST_REFERENCES];
    private final long[] references = new long[MOST_REFERENCES];
    private final int[] reached = new int[MOST_REFERENCES];
    private int collected;

    private final List<Entry> entries = new ArrayList<>();
    private final Map<Long, Tally> tallies = new HashMap<>();
    private final int share;
    private long lastClassId;
    private @Nullable HeapClass lastClass;

    /**
     * Prepares a search.
     *
     * @param soft whether soft references are followed, too
     */
    public HolderSearch(HeapDump dump, Inside inside, boolean soft) {
        this.soft = soft;
        this.dump = dump;
        this.file = dump.file();
        this.index = dump.index();
        this.classes = dump.classes();
        this.inside = inside;
        this.idSize = file.idSize();
        this.parents = new int[index.size()];
        this.classSeen = new boolean[classes.all().size()];
        this.share = Math.max(SMALLEST_SHARE, MOST_ENTRIES / Math.max(1, inside.searched()));
    }

    /** Runs the search, once. */
    public void run() throws BadDumpException {
        dump.place(inside.classes(), parents, INSIDE);
        for (long each : inside.objects()) {
            int number = index.number(each);
            if (number != ObjectIndex.NONE) {
                parents[number] = INSIDE;
            }
        }
        List<Root> roots = dump.roots();
        for (int pass = 0; pass < 2; pass++) {
            for (int i = 0; i < roots.size(); i++) {
                if (goesByItself(roots.get(i)) == (pass == 1)) {
                    begin(i, roots.get(i));
                }
            }
            while (!queue.isEmpty()) {
                expandBatch();
            }
        }
    }

    private boolean goesByItself(Root root) {
        return root.kind().isTransient() || dump.isPending(root);
    }

    private void begin(int root, Root where) {
        int number = index.number(where.id());
        if (number == ObjectIndex.NONE) {
            return;
        }
        if (parents[number] == INSIDE) {
            entries.add(new Entry(root, -1, number, 0));
        } else if (parents[number] == 0) {
            parents[number] = -root - 1;
            queue.add(number);
        }
    }

    private void expandBatch() {
        int size = 0;
        while (size < BATCH && !queue.isEmpty()) {
            batch[size++] = queue.next();
        }
        for (int i = 0; i < size; i++) {
            batchPositions[i] = index.position(batch[i]);
        }
        int touched = 0;
        for (int i = 0; i < size; i++) {
            touched += file.u1(batchPositions[i]);
        }
        if (touched > 0) {
            for (int i = 0; i < size; i++) {
                expand(batch[i], batchPositions[i]);
            }
        }
        followAll();
    }

    private void expand(int number, long at) {
        switch (file.u1(at)) {
            case Tags.INSTANCE -> expandInstance(number, at);
            case Tags.OBJECT_ARRAY -> expandArray(number, at);
            default -> expandClass(number, at);
        }
    }

    private void expandInstance(int number, long at) {
        HeapClass type = classById(file.id(at + 1 + idSize + 4));
        if (type == null) {
            return;
        }
        long fields = at + 1 + 2L * idSize + 8;
        for (int offset : type.references()) {
            refer(number, file.id(fields + offset));
        }
        if (soft && type.softReferent() >= 0) {
            refer(number, file.id(fields + type.softReferent()));
        }
        if (!classSeen[type.number()]) {
            classSeen[type.number()] = true;
            refer(number, type.id());
        }
        if (type.isLoader()) {
            for (HeapClass each : classes.definedBy(file.id(at + 1))) {
                refer(number, each.id());
            }
        }
    }

    private void expandArray(int number, long at) {
        long length = file.u4(at + 1 + idSize + 4);
        long element = at + 1 + 2L * idSize + 8;
        for (long i = 0; i < length; i++, element += idSize) {
            refer(number, file.id(element));
        }
        HeapClass type = classById(file.id(at + 1 + idSize + 8));
        if (type != null && !classSeen[type.number()]) {
            classSeen[type.number()] = true;
            refer(number, type.id());
        }
    }

    private void expandClass(int number, long at) {
        HeapClass type = classById(file.id(at + 1));
        if (type == null) {
            return;
        }
        refer(number, type.record().superId());
        refer(number, type.loaderId());
        refer(number, type.record().signersId());
        refer(number, type.record().domainId());
        classes.eachStatic(type, (nameId, value) -> refer(number, value));
    }

    private void refer(int holder, long id) {
        if (id == 0) {
            return;
        }
        if (collected == MOST_REFERENCES) {
            followAll();
        }
        from[collected] = holder;
        references[collected++] = id;
    }

    private void followAll() {
        for (int i = 0; i < collected; i++) {
            reached[i] = index.number(references[i]);
        }
        for (int i = 0; i < collected; i++) {
            int number = reached[i];
            if (number != ObjectIndex.NONE) {
                int seen = parents[number];
                if (seen == 0) {
                    parents[number] = from[i] + 1;
                    queue.add(number);
                } else if (seen == INSIDE) {
                    enter(from[i], number);
                }
            }
        }
        collected = 0;
    }

    /** What was entered into one class loader. */
    private static final class Tally {

        private int kept;
        private long dropped;
        private int lastArray = -1;
        private int entryOfArray;
    }

    /** Of an array, only the first entry into each class loader is kept, and the others are counted. */
    private void enter(int holder, int target) {
        Tally tally = tallies.computeIfAbsent(inside.owner(dump, index.position(target)), owner -> new Tally());
        if (tally.lastArray == holder) {
            entries.set(tally.entryOfArray, entries.get(tally.entryOfArray).andOneMore());
        } else if (tally.kept == share) {
            tally.dropped++;
        } else {
            tally.kept++;
            if (file.u1(index.position(holder)) == Tags.OBJECT_ARRAY) {
                tally.lastArray = holder;
                tally.entryOfArray = entries.size();
            }
            entries.add(new Entry(-1, holder, target, 0));
        }
    }

    private @Nullable HeapClass classById(long id) {
        if (id != lastClassId) {
            lastClassId = id;
            lastClass = classes.byId(id);
        }
        return lastClass;
    }

    /** What was found, nearest to the roots first. */
    public List<Entry> entries() {
        return entries;
    }

    /** How many references into a class loader were too many to be kept. */
    public long dropped(long owner) {
        Tally tally = tallies.get(owner);
        return tally == null ? 0 : tally.dropped;
    }

    /** The number of the object that one outside was reached from, or a negative number that stands for a root. */
    public int parent(int number) {
        return parents[number] - 1;
    }

    /**
     * The objects on the way from a root to an object outside.
     *
     * @return the root's number, then the objects' numbers, from the root on
     */
    public int[] way(int number) {
        List<Integer> back = new ArrayList<>();
        int each = number;
        back.add(each);
        while (parents[each] > 0) {
            each = parents[each] - 1;
            back.add(each);
        }
        int[] way = new int[back.size() + 1];
        way[0] = -parents[each] - 1;
        for (int i = 1; i < way.length; i++) {
            way[i] = back.get(way.length - 1 - i);
        }
        return way;
    }
}
