package io.rundown.model;

import java.util.EnumSet;
import java.util.Set;

/**
 * One state of a machine with total store order, as x86 has it: every thread puts its stores into a buffer of its own,
 * first in, first out; the machine moves them to memory one by one, whenever it likes; a load looks into the own buffer
 * before it looks into memory. Only a full fence, or a locked instruction, waits until the own buffer is empty.
 *
 * <p>All of it is one array of bytes, so that states are compared and copied cheaply:
 *
 * <pre>
 *   variables...                                       memory, and what only the properties know
 *   per thread: pc, registers..., buffered, (variable, value)...
 * </pre>
 */
final class Machine {

    static final int REGISTERS = 4;

    /** A store into a full buffer waits, as it does on a real processor, whose buffers are larger. */
    static final int BUFFER = 4;

    /** The register that holds the threads which a heavy fence has not reached yet, one bit each. */
    static final int UNFENCED = REGISTERS - 1;

    private static final int PC = 0;
    private static final int REGISTER = 1;
    private static final int BUFFERED = REGISTER + REGISTERS;
    private static final int FIRST_STORE = BUFFERED + 1;
    private static final int THREAD_SIZE = FIRST_STORE + 2 * BUFFER;

    final int variables;
    final int threads;
    private final Set<Property> watched;
    byte[] bytes;

    Machine(int variables, int threads, Set<Property> watched) {
        this.watched = EnumSet.copyOf(watched);
        this.variables = variables;
        this.threads = threads;
        this.bytes = new byte[variables + threads * THREAD_SIZE];
    }

    private int at(int thread, int field) {
        return variables + thread * THREAD_SIZE + field;
    }

    int pc(int thread) {
        return bytes[at(thread, PC)];
    }

    void pc(int thread, int pc) {
        bytes[at(thread, PC)] = narrow(pc);
    }

    int register(int thread, int register) {
        return bytes[at(thread, REGISTER + register)];
    }

    void register(int thread, int register, int value) {
        bytes[at(thread, REGISTER + register)] = narrow(value);
    }

    int memory(int variable) {
        return bytes[variable];
    }

    void memory(int variable, int value) {
        bytes[variable] = narrow(value);
    }

    int buffered(int thread) {
        return bytes[at(thread, BUFFERED)];
    }

    int load(int thread, int variable) {
        for (int i = buffered(thread) - 1; i >= 0; i--) {
            int entry = at(thread, FIRST_STORE + 2 * i);
            if (bytes[entry] == variable) {
                return bytes[entry + 1];
            }
        }
        return memory(variable);
    }

    void store(int thread, int variable, int value) {
        int buffered = buffered(thread);
        int entry = at(thread, FIRST_STORE + 2 * buffered);
        bytes[entry] = narrow(variable);
        bytes[entry + 1] = narrow(value);
        bytes[at(thread, BUFFERED)] = narrow(buffered + 1);
    }

    /** Moves the oldest store of the thread to memory. */
    void flushOne(int thread) {
        int first = at(thread, FIRST_STORE);
        memory(bytes[first], bytes[first + 1]);
        int left = buffered(thread) - 1;
        System.arraycopy(bytes, first + 2, bytes, first, 2 * left);
        // Equal states must be equal bytes.
        bytes[first + 2 * left] = 0;
        bytes[first + 2 * left + 1] = 0;
        bytes[at(thread, BUFFERED)] = narrow(left);
    }

    void drain(int thread) {
        while (buffered(thread) > 0) {
            flushOne(thread);
        }
    }

    void require(Property property, boolean holds, String otherwise) {
        if (!holds && watched.contains(property)) {
            throw new ViolationException(property, otherwise);
        }
    }

    /** A property that does not hold in the state that a step has led to. */
    static final class ViolationException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        final Property property;
        final String evidence;

        ViolationException(Property property, String evidence) {
            super(evidence, null, false, false);
            this.property = property;
            this.evidence = evidence;
        }
    }

    private static byte narrow(int value) {
        byte narrow = (byte) value;
        if (narrow != value) {
            throw new IllegalStateException("The model's bytes do not hold " + value);
        }
        return narrow;
    }
}
