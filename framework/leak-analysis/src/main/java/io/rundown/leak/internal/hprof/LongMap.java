package io.rundown.leak.internal.hprof;

import java.util.Arrays;

/** Numbers by ids, in two arrays, for hundreds of thousands of them. Only grows. */
final class LongMap {

    /** What {@link #get} answers for a key that is not there. No value may be negative. */
    static final long NONE = -1;

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private long[] keys;
    private long[] values;
    private int shift;
    private int size;

    LongMap() {
        this(64);
    }

    private LongMap(int capacity) {
        keys = new long[capacity];
        values = new long[capacity];
        Arrays.fill(values, NONE);
        shift = Long.numberOfLeadingZeros(capacity) + 1;
    }

    long get(long key) {
        int mask = keys.length - 1;
        for (int i = (int) ((key * GOLDEN) >>> shift); ; i = (i + 1) & mask) {
            long value = values[i];
            if (value == NONE || keys[i] == key) {
                return value;
            }
        }
    }

    void put(long key, long value) {
        if (size * 2 >= keys.length) {
            grow();
        }
        int mask = keys.length - 1;
        int i = (int) ((key * GOLDEN) >>> shift);
        while (values[i] != NONE && keys[i] != key) {
            i = (i + 1) & mask;
        }
        if (values[i] == NONE) {
            size++;
        }
        keys[i] = key;
        values[i] = value;
    }

    private void grow() {
        LongMap larger = new LongMap(keys.length * 2);
        for (int i = 0; i < keys.length; i++) {
            if (values[i] != NONE) {
                larger.put(keys[i], values[i]);
            }
        }
        keys = larger.keys;
        values = larger.values;
        shift = larger.shift;
    }

    int size() {
        return size;
    }

    /** Every key, in no order. */
    long[] keys() {
        long[] all = new long[size];
        int next = 0;
        for (int i = 0; i < keys.length; i++) {
            if (values[i] != NONE) {
                all[next++] = keys[i];
            }
        }
        return all;
    }
}
