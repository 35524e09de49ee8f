package io.rundown.leak.internal.hprof;

/**
 * Where the collector begins.
 *
 * @param kind why
 * @param id the object
 * @param threadSerial the number of the thread that it belongs to, or 0
 * @param detail of a local variable the number of its frame, of a thread that of its stack trace
 */
public record Root(RootKind kind, long id, int threadSerial, int detail) {}
