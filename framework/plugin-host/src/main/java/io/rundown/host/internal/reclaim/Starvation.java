package io.rundown.host.internal.reclaim;

import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;

/**
 * How much longer things take where more threads want to run than can: a compiler of the JVM, say, which holds the class
 * loader of the method that it is at.
 */
final class Starvation {

    /** For each processor; as many take turns without anybody noticing. */
    private static final double USUAL = 2;

    /** The load may be that of a machine of which this JVM sees a few processors only. */
    private static final double MOST = 5;

    private Starvation() {}

    /** What to multiply a time with now; costs next to nothing. */
    static double factor() {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        return factor(system.getSystemLoadAverage(), system.getAvailableProcessors());
    }

    /**
     * The same.
     *
     * @param load how many threads want to run, of the whole machine; negative if that is not known
     * @param processors how many can
     */
    static double factor(double load, int processors) {
        return Math.max(1, Math.min(MOST, load / (USUAL * processors)));
    }
}
