package io.rundown.leak.internal.hprof;

import org.jspecify.annotations.Nullable;

/** Why the collector begins at an object. Lasting kinds come first: paths from them are preferred. */
public enum RootKind {
    /** A class that is never unloaded. */
    SYSTEM_CLASS(0x05),
    /** A thread that runs. */
    THREAD(0x08),
    /** A global reference of native code. */
    JNI_GLOBAL(0x01),
    /** Not told by the JVM. */
    UNKNOWN(0xFF),
    /** A local variable or parameter of a method that is running. */
    JAVA_FRAME(0x03),
    /** A local reference of a native method that is running. */
    JNI_LOCAL(0x02),
    /** On the stack of native code. */
    NATIVE_STACK(0x04),
    /** Used by a thread that is blocked. */
    THREAD_BLOCK(0x06),
    /** A monitor that a thread holds or waits for. */
    MONITOR(0x07);

    private static final RootKind[] BY_TAG = new RootKind[256];

    static {
        for (RootKind each : values()) {
            BY_TAG[each.tag] = each;
        }
    }

    private final int tag;

    RootKind(int tag) {
        this.tag = tag;
    }

    /** Whether it ends by itself when a method returns. */
    public boolean isTransient() {
        return switch (this) {
            case SYSTEM_CLASS, THREAD, JNI_GLOBAL, UNKNOWN -> false;
            case JAVA_FRAME, JNI_LOCAL, NATIVE_STACK, THREAD_BLOCK, MONITOR -> true;
        };
    }

    /** The kind that a tag stands for, or null. */
    static @Nullable RootKind of(int tag) {
        return BY_TAG[tag];
    }

    /** How many bytes follow the tag. */
    int bytes(int idSize) {
        return switch (this) {
            case SYSTEM_CLASS, UNKNOWN, MONITOR -> idSize;
            case JNI_GLOBAL -> 2 * idSize;
            case THREAD, JAVA_FRAME, JNI_LOCAL -> idSize + 8;
            case NATIVE_STACK, THREAD_BLOCK -> idSize + 4;
        };
    }
}
