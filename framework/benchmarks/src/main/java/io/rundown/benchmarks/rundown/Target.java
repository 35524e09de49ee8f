package io.rundown.benchmarks.rundown;

/** What the gates protect. */
final class Target {

    /** Volatile would cost a little, final could be folded away. */
    @SuppressWarnings("FieldMayBeFinal")
    private int value = 42;

    /** The least that a call can do. */
    int call() {
        return value;
    }
}
