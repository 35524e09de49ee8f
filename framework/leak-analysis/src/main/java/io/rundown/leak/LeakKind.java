package io.rundown.leak;

/** In which of the known ways a class loader is held. */
public enum LeakKind {
    /** A thread that the class loader's code has started and that is still running. */
    RUNNING_THREAD,
    /** A thread-local value in a thread that goes on. */
    THREAD_LOCAL,
    /** A {@code java.util.Timer}. */
    TIMER,
    /** A worker or a task of a thread pool. */
    EXECUTOR,
    /** A task that a pool is to run later. */
    SCHEDULED_EXECUTOR,
    /** A worker or a task of a {@code ForkJoinPool}. */
    FORK_JOIN,
    /** A driver in {@code java.sql.DriverManager}. */
    JDBC_DRIVER,
    /** A bean in an MBean server. */
    MBEAN,
    /** A hook for the end of the JVM. */
    SHUTDOWN_HOOK,
    /** A cached {@code ResourceBundle}. */
    RESOURCE_BUNDLE,
    /** A cache of {@code java.beans}. */
    INTROSPECTOR,
    /** A handler, filter, formatter, level or logger of {@code java.util.logging}. */
    LOGGING,
    /** A provider in {@code java.security.Security}. */
    SECURITY_PROVIDER,
    /** A handler of URLs. */
    URL_HANDLER,
    /** An action of a {@code Cleaner}. */
    CLEANER,
    /** A transformer of class files that was added to an agent's {@code Instrumentation}. */
    CLASS_FILE_TRANSFORMER,
    /** Something that was registered for the whole JVM, in a static field of the JDK. */
    JVM_DEFAULT,
    /** The context class loader of a thread. */
    CONTEXT_CLASS_LOADER,
    /** What a thread inherited from the code that was running when it was made (before Java 24). */
    INHERITED_ACCESS_CONTEXT,
    /** The handler of a thread for uncaught exceptions. */
    UNCAUGHT_EXCEPTION_HANDLER,
    /** An exception that somebody has kept. */
    KEPT_EXCEPTION,
    /** An entry in a collection of the application. */
    COLLECTION,
    /** A static field of the application. */
    STATIC_FIELD,
    /** A call into the class loader's code that has not returned. */
    RUNNING_CALL,
    /** A local variable of a method that is running. */
    LOCAL_VARIABLE,
    /** A reference of native code. */
    NATIVE_REFERENCE,
    /** A monitor that a thread holds or waits for. */
    MONITOR,
    /** None of these ways; the path tells. */
    OTHER
}
