package io.rundown.leak;

import java.util.List;

/**
 * Somebody who holds a class loader: the shortest path from a root of the garbage collector that stays, or if there is none,
 * from a method that is running. Every reference on it is strong, unless {@link LoaderLeak#strong} says otherwise.
 *
 * @param kind in which way
 * @param holder where the path begins: a static field, a thread, a local variable
 * @param hops an immutable list of the steps from there to the first object that belongs to the class loader; empty if the holder leads there itself
 * @param held the class of that object
 * @param hint what to do about it
 * @param length how many references it is in the dump from the root to the class loader; of several ways that would end
 *     with this one, on the shortest
 * @param alike how many further references from the same place there are that would go with this one
 */
public record LeakPath(
        LeakKind kind, String holder, List<LeakHop> hops, String held, String hint, int length, long alike) {

    LeakPath ofLength(int references) {
        return new LeakPath(kind, holder, hops, held, hint, references, alike);
    }

    LeakPath with(long moreAlike) {
        return new LeakPath(kind, holder, hops, held, hint, length, alike + moreAlike);
    }

    /**
     * The path in one line.
     *
     * @return as in {@code static field com.acme.Registry.LISTENERS["tax"] -> com.acme.tax.TaxListener}
     */
    public String path() {
        StringBuilder text = new StringBuilder(holder);
        for (LeakHop each : hops) {
            text.append(each.step());
        }
        text.append(" -> ").append(held);
        if (alike > 0) {
            text.append(" (and ").append(alike).append(" more in the same place)");
        }
        return text.toString();
    }

    /** The path, and the hint in a line below. */
    @Override
    public String toString() {
        return path() + System.lineSeparator() + "    " + hint;
    }
}
