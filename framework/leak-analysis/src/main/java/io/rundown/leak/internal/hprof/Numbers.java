package io.rundown.leak.internal.hprof;

import java.util.Arrays;

/** A list of longs that grows. */
public final class Numbers {

    private long[] values = new long[16];
    private int size;

    public void add(long value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = value;
    }

    public void addAll(Numbers others) {
        for (int i = 0; i < others.size; i++) {
            add(others.values[i]);
        }
    }

    public long get(int index) {
        return values[index];
    }

    public int size() {
        return size;
    }
}
