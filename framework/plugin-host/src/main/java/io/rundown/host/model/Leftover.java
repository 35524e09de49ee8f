package io.rundown.host.model;

/**
 * Something that a plugin left behind when it was unloaded and that would keep its class loader in memory.
 *
 * @param kind what it is
 * @param what which one, as in {@code thread 'audit-seal'}
 * @param outcome what was done about it
 * @param detail what came of that and what to do, or an empty string
 */
public record Leftover(Kind kind, String what, Outcome outcome, String detail) {

    /** What a plugin can leave behind that the host knows how to look for. */
    public enum Kind {
        /** A thread that the plugin started and that is still running. */
        THREAD,
        /** A {@code Timer} in a field of the plugin's, or one whose thread was made for the plugin. */
        TIMER,
        /** An {@code ExecutorService} in a field of the plugin's, or one whose idle thread was made for the plugin. */
        EXECUTOR,
        /** The context class loader, or the handler of uncaught exceptions, of a thread of the application's. */
        THREAD_CONTEXT,
        /** A hook for the end of the JVM. */
        SHUTDOWN_HOOK,
        /** A driver in {@code java.sql.DriverManager}. */
        JDBC_DRIVER,
        /** An MBean. */
        MBEAN,
        /** A handler, filter, formatter or level in {@code java.util.logging}. */
        LOGGING,
        /** Entries in the caches of {@code java.util.ResourceBundle}. */
        RESOURCE_BUNDLE,
        /** Entries in the caches of {@code java.beans.Introspector}. */
        INTROSPECTOR,
        /** A provider in {@code java.security.Security}. */
        SECURITY_PROVIDER,
        /** One of the JVM's own defaults: for uncaught exceptions, proxies, cookies, caches, authentication. */
        JVM_DEFAULT
    }

    /** What was done. */
    public enum Outcome {
        /** Only told, because the policy says so. */
        REPORTED,
        /** Taken away. */
        CLEANED,
        /** Could not be taken away; {@link Leftover#detail()} says why. */
        STILL_THERE
    }

    /** The evidence in one line. */
    @Override
    public String toString() {
        return what + ": " + outcome + (detail.isEmpty() ? "" : ", " + detail);
    }
}
