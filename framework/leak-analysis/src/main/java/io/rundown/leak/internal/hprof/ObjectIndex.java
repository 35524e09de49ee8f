package io.rundown.leak.internal.hprof;

import java.util.Arrays;

/**
 * Gives every object that can lead anywhere a number, without a hash table of objects: the number of an object is how many
 * others have a smaller id, which is counted within one word of bits. And knows where in the file each one is.
 *
 * <p>Positions are put by several threads, for different objects; whoever reads them has waited for those threads.
 */
public final class ObjectIndex {

    /** What {@link #number} answers for an object that leads nowhere, or is not in the dump. */
    public static final int NONE = -1;

    private static final int LARGEST_DIRECTORY = 1 << 22;

    private final int alignment;
    private final long firstKey;
    private final int[] directory;
    private final LongMap pages;
    private final long[] bitsAndRanks;
    private final int size;
    private final int[] lowPositions;
    private final byte[] highPositions;

    /** Numbers the objects of a set. */
    ObjectIndex(IdSet ids, long fileSize) throws BadDumpException {
        alignment = ids.alignment();
        long[] keys = ids.keys();
        Arrays.sort(keys);
        firstKey = keys.length == 0 ? 0 : keys[0];
        long range = keys.length == 0 ? 0 : keys[keys.length - 1] - firstKey + 1;
        boolean dense =
                range > 0 && range <= Math.max(LARGEST_DIRECTORY, 16L * keys.length) && range < Integer.MAX_VALUE;
        directory = new int[dense ? (int) range : 0];
        pages = new LongMap();
        bitsAndRanks = new long[Math.multiplyExact(keys.length, 2 * IdSet.WORDS_PER_PAGE)];
        Arrays.fill(directory, NONE);
        long rank = 0;
        for (int i = 0; i < keys.length; i++) {
            if (dense) {
                directory[(int) (keys[i] - firstKey)] = i;
            } else {
                pages.put(keys[i], i);
            }
            int word = i * 2 * IdSet.WORDS_PER_PAGE;
            for (long bits : ids.pageOf(keys[i])) {
                bitsAndRanks[word++] = bits;
                bitsAndRanks[word++] = rank;
                rank += Long.bitCount(bits);
            }
        }
        if (rank > Integer.MAX_VALUE - 8) {
            throw new BadDumpException(0, "too large: it has " + rank + " objects, and two billions can be looked at");
        }
        size = (int) rank;
        lowPositions = new int[size];
        highPositions = new byte[fileSize >>> 32 == 0 ? 0 : size];
    }

    /** How many objects have a number. */
    public int size() {
        return size;
    }

    /** The number of an object, or {@link #NONE}. */
    public int number(long id) {
        long place = id >>> alignment;
        int page = page(place >>> IdSet.PAGE_SHIFT);
        if (page == NONE || place << alignment != id) {
            return NONE;
        }
        int word = (page * IdSet.WORDS_PER_PAGE + ((int) (place >>> 6) & (IdSet.WORDS_PER_PAGE - 1))) << 1;
        long bits = bitsAndRanks[word];
        long bit = 1L << place;
        return (bits & bit) == 0 ? NONE : (int) bitsAndRanks[word + 1] + Long.bitCount(bits & (bit - 1));
    }

    private int page(long key) {
        if (directory.length == 0) {
            return (int) pages.get(key);
        }
        long index = key - firstKey;
        return index < 0 || index >= directory.length ? NONE : directory[(int) index];
    }

    /** Where the record of an object begins. */
    public long position(int number) {
        long low = lowPositions[number] & 0xffffffffL;
        return highPositions.length == 0 ? low : ((long) (highPositions[number] & 0xff) << 32) | low;
    }

    void place(int number, long position) {
        lowPositions[number] = (int) position;
        if (highPositions.length > 0) {
            highPositions[number] = (byte) (position >>> 32);
        }
    }
}
