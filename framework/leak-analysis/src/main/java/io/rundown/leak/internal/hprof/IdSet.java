package io.rundown.leak.internal.hprof;

import java.util.ArrayList;
import java.util.List;

/**
 * A set of object ids: one bit for every place where an object can begin, in pages that exist only where there are
 * objects. Used by one thread.
 */
final class IdSet {

    /** A page covers this many places, as a power of two: 32 kilobytes of a usual heap. */
    static final int PAGE_SHIFT = 12;

    static final int WORDS_PER_PAGE = 1 << (PAGE_SHIFT - 6);

    private final int alignment;
    private final LongMap numbers = new LongMap();
    private final List<long[]> pages = new ArrayList<>();
    private long lastKey = -1;
    private long[] lastPage = {};

    /**
     * Makes an empty set.
     *
     * @param alignment every id is a multiple of two to this power
     */
    IdSet(int alignment) {
        this.alignment = alignment;
    }

    /**
     * Adds an id.
     *
     * @return false if it is not aligned
     */
    boolean add(long id) {
        long place = id >>> alignment;
        if (place << alignment != id) {
            return false;
        }
        long key = place >>> PAGE_SHIFT;
        if (key != lastKey) {
            lastPage = page(key);
            lastKey = key;
        }
        lastPage[(int) (place >>> 6) & (WORDS_PER_PAGE - 1)] |= 1L << place;
        return true;
    }

    private long[] page(long key) {
        long number = numbers.get(key);
        if (number != LongMap.NONE) {
            return pages.get((int) number);
        }
        long[] page = new long[WORDS_PER_PAGE];
        numbers.put(key, pages.size());
        pages.add(page);
        return page;
    }

    int alignment() {
        return alignment;
    }

    long[] keys() {
        return numbers.keys();
    }

    /** The page of a key that is there. */
    long[] pageOf(long key) {
        return pages.get((int) numbers.get(key));
    }

    /** Adds all of another set; its pages must not be used any more. */
    void addAll(IdSet other) {
        for (long key : other.keys()) {
            long[] theirs = other.pageOf(key);
            if (numbers.get(key) == LongMap.NONE) {
                numbers.put(key, pages.size());
                pages.add(theirs);
            } else {
                long[] ours = pageOf(key);
                for (int i = 0; i < ours.length; i++) {
                    ours[i] |= theirs[i];
                }
            }
        }
    }
}
