package io.rundown;

import java.util.ArrayList;
import java.util.List;

/**
 * All cells of one protection. Memory stays proportional to the threads alive: cells of dead threads are folded into a
 * base count when the registry has doubled.
 */
final class CellRegistry {

    private static final int SMALLEST_LIMIT = 16;

    /**
     * Copied on every change, so that a scan sees one consistent array. A cell is stored here before its owner first
     * enters; a scan that starts after rundown has begun therefore sees every cell whose owner was admitted.
     */
    private volatile Cell[] cells = {};

    /** Enters of the cells that were folded. Written together with {@link #cells}, under the monitor. */
    private long foldedEnters;

    /** How many cells to reach before dead ones are looked for; guarded by the monitor. */
    private int foldAt = SMALLEST_LIMIT;

    // A monitor and not the protection's lock: claiming a cell must not wait for a scan. Nothing foreign runs under it.
    synchronized void add(Cell cell) {
        List<Cell> kept = new ArrayList<>(cells.length + 1);
        boolean fold = cells.length >= foldAt;
        for (Cell each : cells) {
            if (fold && each.isAbandoned()) {
                foldedEnters += each.enters();
            } else {
                kept.add(each);
            }
        }
        kept.add(cell);
        if (fold) {
            foldAt = Math.max(SMALLEST_LIMIT, 2 * kept.size());
        }
        cells = kept.toArray(Cell[]::new);
    }

    /** The cells as they are now; not to be changed. */
    Cell[] snapshot() {
        return cells;
    }

    synchronized long enters() {
        long sum = foldedEnters;
        for (Cell cell : cells) {
            sum += cell.enters();
        }
        return sum;
    }
}
