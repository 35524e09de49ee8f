package io.rundown;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The cells of one protection, found by thread id. A cell stands in its thread's home slot, which the id picks, or in
 * one of the next few; who looks always compares the owner, so an id that is another's too costs time and nothing else.
 *
 * <p>Callers read without a lock. A thread that finds its cell in a table that was replaced meanwhile has found the
 * right one: the cell of a living thread moves from table to table as the same object.
 *
 * <p>A superclass of the protection and not a part of it, because every object between an acquire and its cell is a load
 * that the acquire waits for. For the same reason the mask is a field of its own: the home slot is known while the table
 * is still being fetched.
 *
 * <p>Memory stays proportional to the most threads that were alive at a time, and falls with further claims: a slot whose
 * thread has died is taken over, and after as many claims as there are slots the dead are dropped and the table shrinks
 * to what the living need. What the dead have counted goes into a base count.
 */
abstract sealed class CellTable permits RundownState {

    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Cell[].class);

    private static final int SMALLEST = 8;

    /** As the largest table: everyone goes by the shared lane. */
    static final int NONE = 0;

    /** How many slots a cell may stand away from where it is looked for first, plus one. */
    private static final int PROBES = 4;

    /** A table this many times as large as its cells puts up with cells that are not at home. */
    private static final int ROOMY = 4;

    private final int largest;

    /** Guards claims and the table as a whole. Not this object, which is the application's to lock on. */
    private final Object claims = new Object();

    /**
     * A cell is stored here, with a volatile write, before its owner first enters. Replaced as a whole, under
     * {@link #claims}; the slots of a table that was replaced are not written any more.
     */
    private volatile Cell[] slots = new Cell[SMALLEST];

    /**
     * Length of the table minus one, read together with the table and not in step with it: an acquire that sees
     * the one without the other looks in a wrong slot, or nowhere, and then once more with care.
     */
    private int homeMask = SMALLEST - 1;

    /** Cells in the table, those of the dead included; guarded by {@link #claims}. */
    private int claimed;

    /** Claims until the dead are looked for; guarded by {@link #claims}. */
    private int untilSweep = SMALLEST;

    /** Set for good before a thread is sent to the shared lane, and read by that same thread. */
    private volatile boolean full;

    /** Enters of the dead, who have left as often; guarded by {@link #claims}. */
    private long folded;

    CellTable(int largest) {
        this.largest = largest;
    }

    /** The cell of a thread if it stands in its home slot: the one look that nearly every acquire needs. */
    final @Nullable Cell atHome(Thread thread) {
        Cell[] table = slots;
        int home = (int) thread.getId() & homeMask;
        if (home >= table.length) {
            return null;
        }
        Cell cell = table[home];
        return cell != null && cell.refersTo(thread) ? cell : null;
    }

    /** The cell of a thread wherever it stands, or null if it has none. */
    final @Nullable Cell find(Thread thread) {
        Cell[] table = slots;
        int home = (int) thread.getId();
        for (int i = 0; i < PROBES; i++) {
            Cell cell = table[(home + i) & (table.length - 1)];
            if (cell != null && cell.refersTo(thread)) {
                return cell;
            }
        }
        return null;
    }

    /**
     * Gives the calling thread, which has none, a cell.
     *
     * @return null if there is no room, or there are to be no cells at all
     */
    final @Nullable Cell claim(Thread thread) {
        if (largest == NONE) {
            full = true;
            return null;
        }
        Cell cell = new Cell((RundownState) this, thread);
        return place(cell) ? cell : null;
    }

    private boolean place(Cell cell) {
        synchronized (claims) {
            if (--untilSweep < 0) {
                sweep();
            }
            return placeUnderLock(cell);
        }
    }

    private boolean placeUnderLock(Cell cell) {
        int home = (int) cell.ownerId();
        while (true) {
            Cell[] table = slots;
            int away = freeSlot(table, home);
            boolean settle = away == 0 || (away > 0 && table.length >= ROOMY * (claimed + 1));
            if (settle || !grow()) {
                if (away < 0) {
                    full = true;
                    return false;
                }
                take(table, (home + away) & (table.length - 1), cell);
                return true;
            }
        }
    }

    /** How far from home the nearest slot is that is empty or whose owner has died; −1 if all are taken. */
    private static int freeSlot(Cell[] table, int home) {
        for (int i = 0; i < PROBES; i++) {
            Cell cell = table[(home + i) & (table.length - 1)];
            if (cell == null || cell.isAbandoned()) {
                return i;
            }
        }
        return -1;
    }

    private void take(Cell[] table, int slot, Cell cell) {
        Cell dead = table[slot];
        if (dead == null) {
            claimed++;
        } else {
            folded += dead.enters();
        }
        SLOT.setVolatile(table, slot, cell);
    }

    /** Drops the dead, and makes the table smaller if the living need much less. */
    private void sweep() {
        dropDead();
        int enough = Math.max(SMALLEST, Integer.highestOneBit(claimed + 1) * 2);
        for (int size = enough; size < slots.length && !move(size); size *= 2) {
            // too narrow for these ids
        }
        untilSweep = slots.length;
    }

    private void dropDead() {
        Cell[] table = slots;
        for (int i = 0; i < table.length; i++) {
            if (table[i] != null && table[i].isAbandoned()) {
                folded += table[i].enters();
                claimed--;
                SLOT.setVolatile(table, i, null);
            }
        }
    }

    private boolean grow() {
        dropDead();
        for (int size = slots.length * 2; size <= largest; size *= 2) {
            if (move(size)) {
                return true;
            }
        }
        return false;
    }

    /** Moves all cells to a table of another size; false, and nothing has changed, if they do not fit there. */
    private boolean move(int size) {
        Cell[] table = new Cell[size];
        for (Cell cell : slots) {
            if (cell != null) {
                int home = (int) cell.ownerId();
                int away = 0;
                while (away < PROBES && table[(home + away) & (size - 1)] != null) {
                    away++;
                }
                if (away == PROBES) {
                    return false;
                }
                table[(home + away) & (size - 1)] = cell;
            }
        }
        slots = table;
        homeMask = size - 1;
        return true;
    }

    /**
     * Whether no owner is inside. Authoritative once a heavy fence has passed since the doors were closed: an outsider
     * that was admitted had stored its cell in the table before, and those outside stay there.
     */
    final boolean nobodyInCells() {
        Cell[] table = slots;
        for (int i = 0; i < table.length; i++) {
            Cell cell = (Cell) SLOT.getVolatile(table, i);
            if (cell != null && !cell.isOut()) {
                return false;
            }
        }
        return true;
    }

    /** The cells as they are now, for looks and sums. */
    final Cell[] cells() {
        Cell[] table = slots;
        return IntStream.range(0, table.length)
                .mapToObj(slot -> (Cell) SLOT.getVolatile(table, slot))
                .filter(Objects::nonNull)
                .toArray(Cell[]::new);
    }

    final long entersOfCells() {
        return sum(Cell::enters);
    }

    final long exitsOfCells() {
        return sum(Cell::exits);
    }

    private long sum(ToLongFunction<Cell> counter) {
        synchronized (claims) {
            long sum = folded;
            for (Cell cell : cells()) {
                sum += counter.applyAsLong(cell);
            }
            return sum;
        }
    }

    /** Whether a claim was ever refused, so that some threads have their account on the shared lane. */
    final boolean isFull() {
        return full;
    }

    /** How many slots there are, for tests. */
    final int slots() {
        return slots.length;
    }
}
