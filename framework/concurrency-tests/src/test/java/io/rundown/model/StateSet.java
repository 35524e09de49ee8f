package io.rundown.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The states seen so far, in the order in which they were found, each with the move that first led to it. */
final class StateSet {

    private final List<byte[]> states = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private int[] parents = new int[1 << 12];

    /** Open addressing, state number plus one: a map with boxed keys takes several times the memory. */
    private int[] table = new int[1 << 13];

    int size() {
        return states.size();
    }

    /** Not to be changed. */
    byte[] get(int state) {
        return states.get(state);
    }

    int parent(int state) {
        return parents[state];
    }

    String move(int state) {
        return names.get(state) + ": " + texts.get(state);
    }

    /** Keeps the state if it is new. */
    void add(byte[] state, int parent, String name, String text) {
        int slot = slotOf(state);
        if (table[slot] != 0) {
            return;
        }
        int number = states.size();
        table[slot] = number + 1;
        states.add(state);
        names.add(name);
        texts.add(text);
        if (number == parents.length) {
            parents = Arrays.copyOf(parents, 2 * number);
        }
        parents[number] = parent;
        if (2 * states.size() > table.length) {
            grow();
        }
    }

    private int slotOf(byte[] state) {
        int hash = Arrays.hashCode(state) * 0x9E3779B9;
        int slot = (hash ^ (hash >>> 15)) & (table.length - 1);
        while (table[slot] != 0 && !Arrays.equals(states.get(table[slot] - 1), state)) {
            slot = (slot + 1) & (table.length - 1);
        }
        return slot;
    }

    private void grow() {
        table = new int[2 * table.length];
        for (int number = 0; number < states.size(); number++) {
            table[slotOf(states.get(number))] = number + 1;
        }
    }
}
