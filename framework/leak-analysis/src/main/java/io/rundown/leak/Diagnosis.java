package io.rundown.leak;

import io.rundown.leak.internal.hprof.HeapClass;
import io.rundown.leak.internal.hprof.HeapDump;
import io.rundown.leak.internal.hprof.HeapObjects;
import io.rundown.leak.internal.hprof.RootKind;
import io.rundown.leak.internal.walk.Edge;
import io.rundown.leak.internal.walk.Trail;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Recognizes the known ways in which class loaders are held. */
final class Diagnosis {

    private static final Set<LeakKind> ONCE_PER_THREAD =
            EnumSet.of(LeakKind.RUNNING_THREAD, LeakKind.RUNNING_CALL, LeakKind.LOCAL_VARIABLE);

    private final HeapDump dump;
    private final HeapObjects heap;
    private final ThreadFacts threads;
    private final Hints hints;

    Diagnosis(HeapDump dump, HeapObjects heap, Texts texts, ThreadFacts threads) {
        this.dump = dump;
        this.heap = heap;
        this.threads = threads;
        this.hints = new Hints(texts, threads);
    }

    /**
     * What was recognized.
     *
     * @param kind in which way
     * @param hint what to do
     * @param place the same for everything that is to be told once, or an empty string
     */
    record Finding(LeakKind kind, String hint, String place) {}

    Finding of(Trail trail) {
        long thread = threads.of(trail);
        LeakKind kind = kind(trail, thread);
        boolean once = thread != 0 && ONCE_PER_THREAD.contains(kind);
        return new Finding(kind, hints.of(kind, trail, thread), once ? kind + " " + thread : "");
    }

    private LeakKind kind(Trail trail, long thread) {
        if (thread != 0 && thread == trail.target()) {
            return LeakKind.RUNNING_THREAD;
        }
        LeakKind byStatic = ofStaticField(trail);
        if (byStatic != null && byStatic != LeakKind.JVM_DEFAULT && byStatic != LeakKind.STATIC_FIELD) {
            return byStatic;
        }
        LeakKind byThread = byStatic != null || thread == 0 ? null : ofThread(trail, thread);
        if (byThread != null) {
            return byThread;
        }
        LeakKind byType = ofTypes(trail);
        if (byType != null) {
            return byType;
        }
        if (byStatic != null) {
            boolean collection =
                    trail.edges().stream().skip(lastStatic(trail) + 1L).anyMatch(this::isInCollection);
            return byStatic == LeakKind.STATIC_FIELD && collection ? LeakKind.COLLECTION : byStatic;
        }
        return ofRoot(trail);
    }

    private static int lastStatic(Trail trail) {
        for (int i = trail.edges().size() - 1; i >= 0; i--) {
            if (trail.edges().get(i).kind() == Edge.Kind.STATIC) {
                return i;
            }
        }
        return -1;
    }

    private @Nullable LeakKind ofStaticField(Trail trail) {
        int number = lastStatic(trail);
        if (number < 0) {
            return null;
        }
        Edge field = trail.edges().get(number);
        String owner = field.owner();
        if (owner.equals("java.lang.ApplicationShutdownHooks")) {
            return LeakKind.SHUTDOWN_HOOK;
        }
        if (owner.equals("java.sql.DriverManager")) {
            return LeakKind.JDBC_DRIVER;
        }
        if (owner.startsWith("java.util.ResourceBundle")) {
            return LeakKind.RESOURCE_BUNDLE;
        }
        if (owner.startsWith("java.beans.") || owner.startsWith("com.sun.beans.")) {
            return LeakKind.INTROSPECTOR;
        }
        if (owner.startsWith("java.util.logging.") || owner.startsWith("sun.util.logging.")) {
            return LeakKind.LOGGING;
        }
        if (owner.startsWith("java.lang.management.") || owner.startsWith("javax.management.")) {
            return LeakKind.MBEAN;
        }
        if (owner.equals("java.security.Security") || owner.startsWith("sun.security.jca.")) {
            return LeakKind.SECURITY_PROVIDER;
        }
        if (owner.equals("java.net.URL")) {
            return LeakKind.URL_HANDLER;
        }
        HeapClass type = dump.classes().byId(field.from());
        boolean jdk = type != null && Texts.isJdk(owner) && dump.classes().isLasting(type.loaderId());
        return jdk ? LeakKind.JVM_DEFAULT : LeakKind.STATIC_FIELD;
    }

    /** For trails that lead through a thread or begin on its stack. */
    private @Nullable LeakKind ofThread(Trail trail, long thread) {
        if (threads.runsCodeOf(trail, thread)) {
            return LeakKind.RUNNING_THREAD;
        }
        for (Edge each : trail.edges()) {
            if (each.isField("java.lang.ThreadLocal$ThreadLocalMap$Entry", "value")) {
                return LeakKind.THREAD_LOCAL;
            }
        }
        LeakKind byClass = ofThreadClass(thread);
        if (byClass != null) {
            return byClass;
        }
        for (Edge each : trail.edges()) {
            if (each.from() == thread) {
                LeakKind field = ofThreadField(each.name());
                if (field != null) {
                    return field;
                }
            }
        }
        if (trail.root().kind().isTransient()) {
            return threads.frameInside(trail, thread) != null ? LeakKind.RUNNING_CALL : null;
        }
        return null;
    }

    private static @Nullable LeakKind ofThreadField(String name) {
        return switch (name) {
            case "contextClassLoader" -> LeakKind.CONTEXT_CLASS_LOADER;
            case "inheritedAccessControlContext" -> LeakKind.INHERITED_ACCESS_CONTEXT;
            case "uncaughtExceptionHandler" -> LeakKind.UNCAUGHT_EXCEPTION_HANDLER;
            default -> null;
        };
    }

    private @Nullable LeakKind ofThreadClass(long thread) {
        HeapClass type = heap.classOf(thread);
        if (type != null && type.name().equals("java.util.TimerThread")) {
            return LeakKind.TIMER;
        }
        return null;
    }

    /** By the classes of the objects outside. */
    private @Nullable LeakKind ofTypes(Trail trail) {
        List<Edge> edges = trail.edges();
        LeakKind first = null;
        for (int i = Math.max(0, lastStatic(trail)); i < edges.size(); i++) {
            HeapClass type = heap.classOf(edges.get(i).from());
            LeakKind kind = type == null ? null : ofType(type);
            if (kind == LeakKind.SCHEDULED_EXECUTOR) {
                return kind; // which is a thread pool, too
            }
            first = first == null ? kind : first;
        }
        if (first != null) {
            return first;
        }
        HeapClass target = heap.classOf(trail.target());
        boolean exception = target != null && target.isSubclassOf("java.lang.Throwable") && !edges.isEmpty();
        return exception ? LeakKind.KEPT_EXCEPTION : null;
    }

    private static @Nullable LeakKind ofType(HeapClass type) {
        if (type.isSubclassOf("java.lang.Throwable")) {
            return LeakKind.KEPT_EXCEPTION;
        }
        String name = type.name();
        if (name.startsWith("java.util.concurrent.ScheduledThreadPoolExecutor")) {
            return LeakKind.SCHEDULED_EXECUTOR;
        }
        if (name.startsWith("java.util.concurrent.ThreadPoolExecutor")) {
            return LeakKind.EXECUTOR;
        }
        if (name.startsWith("java.util.concurrent.ForkJoin")) {
            return LeakKind.FORK_JOIN;
        }
        if (name.equals("java.util.TimerThread")
                || name.equals("java.util.TaskQueue")
                || name.equals("java.util.Timer")) {
            return LeakKind.TIMER;
        }
        if (name.startsWith("com.sun.jmx.") || name.startsWith("javax.management.")) {
            return LeakKind.MBEAN;
        }
        if (name.startsWith("java.util.logging.")) {
            return LeakKind.LOGGING;
        }
        if (name.startsWith("java.beans.") || name.startsWith("com.sun.beans.")) {
            return LeakKind.INTROSPECTOR;
        }
        if (name.startsWith("sun.instrument.")) {
            return LeakKind.CLASS_FILE_TRANSFORMER;
        }
        return name.startsWith("jdk.internal.ref.") ? LeakKind.CLEANER : null;
    }

    private boolean isInCollection(Edge edge) {
        HeapClass type = heap.classOf(edge.from());
        return type != null && Containers.isCollection(type.name());
    }

    private LeakKind ofRoot(Trail trail) {
        RootKind kind = trail.root().kind();
        return switch (kind) {
            case JAVA_FRAME -> LeakKind.LOCAL_VARIABLE;
            case JNI_GLOBAL -> dump.isPending(trail.root()) ? LeakKind.OTHER : LeakKind.NATIVE_REFERENCE;
            case JNI_LOCAL, NATIVE_STACK -> LeakKind.NATIVE_REFERENCE;
            case MONITOR, THREAD_BLOCK -> LeakKind.MONITOR;
            default -> LeakKind.OTHER;
        };
    }
}
