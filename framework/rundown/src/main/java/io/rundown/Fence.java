package io.rundown;

/**
 * How a JVM keeps the promise that after {@link RundownProtection#beginRundown()} nobody slips in. One for the whole
 * JVM, chosen when the first protection is made, told by {@link RundownProtection#fence()}, and asked for with the
 * system property {@code io.rundown.fence}: {@code auto} (the default), {@code handshake}, {@code safepoint} or
 * {@code atomic}.
 *
 * <p>{@link #HANDSHAKE} and {@link #SAFEPOINT} are <i>asymmetric fences</i> as in Linux's {@code membarrier(2)}: callers
 * pass a light fence, which only the compiler sees, and the owner a heavy one, which makes every thread of the process
 * pass a full fence. They rest on how HotSpot works, and are therefore used on HotSpot only. {@link #ATOMIC} rests on
 * the Java Memory Model alone. What is promised is the same; only the price differs. The package page has the argument.
 */
public enum Fence {

    /**
     * The heavy fence is a handshake with every thread, brought about by closing a shared {@code java.lang.foreign.Arena}.
     * HotSpot on Java 22 and later; what {@code auto} means there.
     */
    HANDSHAKE,

    /**
     * The heavy fence is a global safepoint, brought about by a thread dump of
     * {@link java.lang.management.ThreadMXBean} without stacks and locks. HotSpot on any version; what {@code auto} means
     * before Java 22.
     */
    SAFEPOINT,

    /**
     * Callers pay for atomic read-modify-write instructions, the owner for nothing. Any JVM; what {@code auto} means
     * where the others are not available.
     */
    ATOMIC
}
