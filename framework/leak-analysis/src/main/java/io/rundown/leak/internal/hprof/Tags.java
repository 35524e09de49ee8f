package io.rundown.leak.internal.hprof;

/** The tags of the format, as far as they are read. */
public final class Tags {

    static final int STRING = 0x01;
    static final int LOAD_CLASS = 0x02;
    static final int STACK_FRAME = 0x04;
    static final int STACK_TRACE = 0x05;
    static final int HEAP_DUMP = 0x0C;
    static final int HEAP_DUMP_SEGMENT = 0x1C;
    static final int HEAP_DUMP_END = 0x2C;

    public static final int CLASS_DUMP = 0x20;
    public static final int INSTANCE = 0x21;
    public static final int OBJECT_ARRAY = 0x22;
    public static final int PRIMITIVE_ARRAY = 0x23;

    private static final int OBJECT = 2;

    private Tags() {}

    public static boolean isObject(int type) {
        return type == OBJECT;
    }

    /** Whether a type is a primitive one of so many bytes. */
    static boolean isPrimitive(int type, int bytes) {
        return !isObject(type) && sizeOf(type, 0) == bytes;
    }

    /** How many bytes a value of a type has, or 0 for a type that there is not. */
    public static int sizeOf(int type, int idSize) {
        return switch (type) {
            case OBJECT -> idSize;
            case 4, 8 -> 1; // boolean, byte
            case 5, 9 -> 2; // char, short
            case 6, 10 -> 4; // float, int
            case 7, 11 -> 8; // double, long
            default -> 0;
        };
    }
}
