package io.rundown.leak.internal.walk;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Numbers that wait for their turn, in blocks that are used again, as millions come and go. */
final class IntQueue {

    private static final int BLOCK = 1 << 14;

    private final ArrayDeque<int[]> full = new ArrayDeque<>();
    private int @Nullable [] spare;
    private int[] writing = new int[BLOCK];
    private int[] reading = writing;
    private int written;
    private int read;

    void add(int number) {
        if (written == BLOCK) {
            if (writing != reading) {
                full.add(writing);
            }
            writing = spare != null ? spare : new int[BLOCK];
            spare = null;
            written = 0;
        }
        writing[written++] = number;
    }

    boolean isEmpty() {
        return reading == writing && read == written;
    }

    /** The next number; there must be one. */
    int next() {
        if (read == BLOCK) {
            spare = reading;
            reading = full.isEmpty() ? writing : full.remove();
            read = 0;
        }
        return reading[read++];
    }
}
