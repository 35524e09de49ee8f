package io.rundown.leak.internal.hprof;

/** Is told of the records of a heap, in the order of the file. */
interface RecordSink {

    /** A root of the collector; {@code threadSerial} and {@code detail} mean what the kind says, or are 0. */
    default void root(RootKind kind, long id, int threadSerial, int detail) throws BadDumpException {}

    /** A class. */
    default void type(ClassRecord record) throws BadDumpException {}

    /** An instance whose fields have so many bytes. */
    default void instance(long at, long id, long classId, long bytes) throws BadDumpException {}

    /** An array of references. */
    default void objectArray(long at, long id, long arrayClassId, long length) throws BadDumpException {}

    /** An array of primitive values. */
    default void primitiveArray(long at, long id) throws BadDumpException {}

    /** Whether to stop at this record, which the sink is then not told of; asked before each one. */
    default boolean stopsAt(int tag) {
        return false;
    }

    /** Whether a tag stands for an instance or an array. */
    static boolean isObject(int tag) {
        return tag == Tags.INSTANCE || tag == Tags.OBJECT_ARRAY || tag == Tags.PRIMITIVE_ARRAY;
    }
}
