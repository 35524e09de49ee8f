package io.rundown.leak;

import io.rundown.leak.internal.hprof.Stacks.Frame;
import io.rundown.leak.internal.walk.Trail;

/** Says what to do about each known way in which a class loader is held. */
final class Hints {

    private final Texts texts;
    private final ThreadFacts threads;

    Hints(Texts texts, ThreadFacts threads) {
        this.texts = texts;
        this.threads = threads;
    }

    String of(LeakKind kind, Trail trail, long thread) {
        String name = thread == 0 ? "thread" : texts.thread(thread).replaceFirst("^a ", "");
        return switch (kind) {
            case RUNNING_THREAD ->
                "The " + name + " runs code of this class loader" + where(trail, thread)
                        + ". Let whoever has started it stop it and wait for its end: a plugin in Plugin.stop()";
            case THREAD_LOCAL ->
                "A value was set in the " + name
                        + ", which goes on. Call ThreadLocal.remove() in a finally block, before the thread goes back to its pool";
            case TIMER ->
                "A java.util.Timer is running" + (thread == 0 ? "" : " in the " + name)
                        + ". Call Timer.cancel() when the code that has made it stops";
            case EXECUTOR ->
                "A thread pool has a thread or a task of this class loader. A pool of its own: call shutdown() and"
                        + " awaitTermination() when its code stops. A pool of the application: wait for the task, or cancel it";
            case SCHEDULED_EXECUTOR ->
                "A task is planned in a scheduled executor. A pool of its own: call shutdownNow() when its"
                        + " code stops. A pool of the application: cancel the ScheduledFuture, and call setRemoveOnCancelPolicy(true)";
            case FORK_JOIN ->
                "A ForkJoinPool has a task or a thread of this class loader: wait for the task, or shut the pool"
                        + " down. Threads of the common pool keep what they were made with";
            case JDBC_DRIVER ->
                "A JDBC driver is registered. Call DriverManager.deregisterDriver() from a class of the same class"
                        + " loader when its code stops";
            case MBEAN ->
                "An MBean is registered. Call MBeanServer.unregisterMBean() when the code that registered it stops";
            case SHUTDOWN_HOOK ->
                "A shutdown hook is registered. Keep the Thread and call Runtime.removeShutdownHook() when the"
                        + " code that registered it stops";
            case RESOURCE_BUNDLE ->
                "A ResourceBundle is cached. Call ResourceBundle.clearCache(classLoader) when its code stops";
            case INTROSPECTOR ->
                "java.beans has cached what it knows of a class. Call Introspector.flushFromCaches(beanClass) or"
                        + " Introspector.flushCaches() when its code stops, on a thread of the same thread group";
            case LOGGING ->
                "java.util.logging refers to it. Remove handlers and filters, and set no levels of own classes, or"
                        + " take them back, when its code stops";
            case SECURITY_PROVIDER ->
                "A security provider is registered. Call Security.removeProvider(name) when its code stops";
            case URL_HANDLER ->
                "A handler for URLs is registered for good: URL.setURLStreamHandlerFactory cannot be taken back. Let"
                        + " the application register it, or pass the handler to each URL";
            case CLEANER ->
                "An action of a Cleaner refers to it. Call Cleanable.clean() when its code stops, and let the action not"
                        + " refer to the object that it cleans up after";
            case CLASS_FILE_TRANSFORMER ->
                "A ClassFileTransformer was added to the Instrumentation of an agent, which the JVM keeps. Call"
                        + " Instrumentation.removeTransformer() when its code stops: a plugin in Plugin.stop()";
            case JVM_DEFAULT ->
                "Something was registered with the JDK for the whole JVM. Take it back where it was registered,"
                        + " when its code stops";
            case CONTEXT_CLASS_LOADER ->
                "It is the context class loader of the " + name
                        + ". A thread inherits that from the thread that makes it: let pools make their threads before, with a"
                        + " context class loader of their own, or stop the thread if the class loader's code has started it";
            case INHERITED_ACCESS_CONTEXT ->
                "The " + name
                        + " was made while code of this class loader was on the stack, and remembers that until it ends (before Java"
                        + " 24). Start the threads of pools before, or in AccessController.doPrivileged, or stop the thread";
            case UNCAUGHT_EXCEPTION_HANDLER ->
                "It handles the uncaught exceptions of the " + name + ". Set another handler when its code stops";
            case KEPT_EXCEPTION ->
                "An exception was kept. It refers to its class, its causes, and by its stack trace to each class"
                        + " that was on the stack: keep its text instead";
            case COLLECTION ->
                "It was put into a collection of the application and not taken out again. Take it out when its code"
                        + " stops, or let the application hold it weakly";
            case STATIC_FIELD ->
                "A static field of the application refers to it. Set it to null when the class loader is closed";
            case RUNNING_CALL ->
                "A call of the " + name + " has not returned" + where(trail, thread)
                        + ". If it never does, interrupt the thread, or make what it waits for time out";
            case LOCAL_VARIABLE ->
                "A method that is running has it in a local variable. It goes when the method returns; if that"
                        + " takes forever, as in the loop of a server, set the variable to null";
            case NATIVE_REFERENCE ->
                "Native code holds it. Look for NewGlobalRef without DeleteGlobalRef in the libraries that are"
                        + " used, and for debuggers and agents";
            case MONITOR -> "A thread holds its monitor or waits for it: look at the thread dump for who does";
            case OTHER ->
                "None of the known ways. Read the path from its end: the last object that is not of this class loader"
                        + " must let go of it";
        };
    }

    private String where(Trail trail, long thread) {
        Frame frame = threads.frameInside(trail, thread);
        return frame == null ? "" : ", in " + frame;
    }
}
