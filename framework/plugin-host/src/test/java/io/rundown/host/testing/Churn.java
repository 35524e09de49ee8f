package io.rundown.host.testing;

/** Makes garbage that lives long enough to become old, so that collections of every kind happen by themselves. */
public final class Churn {

    private final byte[][] kept;
    private int next;

    /** Keeps so many megabytes at a time. */
    public Churn(int megabytes) {
        this.kept = new byte[megabytes * 16][];
    }

    /** Replaces one of them, by small pieces. */
    public void megabyte() {
        for (int i = 0; i < 16; i++) {
            kept[next] = new byte[1 << 16];
            next = (next + 1) % kept.length;
        }
    }
}
