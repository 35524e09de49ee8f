package io.rundown.model;

/** The machine as one thread sees it while it takes a step. */
final class Turn {

    final Machine machine;
    final int thread;

    Turn(Machine machine, int thread) {
        this.machine = machine;
        this.thread = thread;
    }

    int load(int variable) {
        return machine.load(thread, variable);
    }

    /** A plain, opaque or release store: into the buffer. */
    void store(int variable, int value) {
        machine.store(thread, variable, value);
    }

    void fence() {
        machine.drain(thread);
    }

    /** A volatile store: followed by a full fence. */
    void storeAndFence(int variable, int value) {
        fence();
        machine.memory(variable, value);
    }

    /** A locked read-modify-write. */
    void add(int variable, int delta) {
        fence();
        machine.memory(variable, machine.memory(variable) + delta);
    }

    /** Asks every other thread to pass a full fence; the machine grants it to each when it likes. */
    void beginHeavyFence() {
        fence();
        set(Machine.UNFENCED, ((1 << machine.threads) - 1) & ~(1 << thread));
    }

    boolean heavyFenceHasPassed() {
        return get(Machine.UNFENCED) == 0;
    }

    int get(int register) {
        return machine.register(thread, register);
    }

    void set(int register, int value) {
        machine.register(thread, register, value);
    }

    /** What only the properties know: no part of the machine's memory, hence never buffered. */
    int known(int variable) {
        return machine.memory(variable);
    }

    void know(int variable, int value) {
        machine.memory(variable, value);
    }

    void require(Property property, boolean holds, String otherwise) {
        machine.require(property, holds, otherwise);
    }
}
