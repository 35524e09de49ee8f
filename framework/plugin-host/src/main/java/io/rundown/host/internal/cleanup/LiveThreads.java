package io.rundown.host.internal.cleanup;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The platform threads that are alive, and what their stacks say. Virtual threads cannot be listed. */
final class LiveThreads {

    private static final long SETTLE_MILLIS = 100;

    private LiveThreads() {}

    /** All but the one that asks. */
    static List<Thread> others() {
        ThreadGroup top = Thread.currentThread().getThreadGroup();
        while (top.getParent() != null) {
            top = top.getParent();
        }
        Thread[] found = new Thread[top.activeCount() + 16];
        int count = top.enumerate(found);
        while (count == found.length) { // more have come; what does not fit is left out silently
            found = new Thread[2 * count];
            count = top.enumerate(found);
        }
        List<Thread> others = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            if (found[i] != Thread.currentThread()) {
                others.add(found[i]);
            }
        }
        return others;
    }

    /** Gives threads that are about to end a moment to do so. */
    static void settle(List<Thread> threads) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(SETTLE_MILLIS);
        for (Thread each : threads) {
            long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (millis > 0) {
                each.join(millis);
            }
        }
    }

    static boolean isOfATimer(Thread thread) {
        return Names.of(thread).equals("java.util.TimerThread");
    }

    /** Where a thread is in the plugin's code, as in {@code com.acme.Audit.seal(Audit.java:12)}; null if it is not. */
    static @Nullable String place(StackTraceElement[] stack, DepartingPlugin plugin) {
        for (StackTraceElement frame : stack) {
            if (isOf(plugin, frame)) {
                return frame.getClassName() + "." + frame.getMethodName() + "(" + frame.getFileName() + ":"
                        + frame.getLineNumber() + ")";
            }
        }
        return null;
    }

    /** Whether a thread began in the plugin's code, and did not come there from the application's. */
    static boolean beganIn(StackTraceElement[] stack, DepartingPlugin plugin) {
        for (int i = stack.length - 1; i >= 0; i--) {
            if (!isOfTheJdk(stack[i])) {
                return isOf(plugin, stack[i]);
            }
        }
        return false;
    }

    /** Whether nothing but the JDK's code is on the stack. */
    static boolean isInTheJdk(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            if (!isOfTheJdk(frame)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a thread waits for work: that of a pool of the JDK's, or of a timer. */
    static boolean isIdle(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            String place = frame.getClassName() + "." + frame.getMethodName();
            if (place.equals("java.util.concurrent.ThreadPoolExecutor.getTask")
                    || place.equals("java.util.concurrent.ForkJoinPool.awaitWork")
                    || place.equals("java.util.TimerThread.mainLoop")) {
                return isInTheJdk(stack);
            }
        }
        return false;
    }

    /** The name is known only if no other generation's class loader can have the same. */
    private static boolean isOf(DepartingPlugin plugin, StackTraceElement frame) {
        String name = plugin.frameName();
        return name != null && name.equals(frame.getClassLoaderName());
    }

    private static boolean isOfTheJdk(StackTraceElement frame) {
        String module = frame.getModuleName();
        return module != null && (module.startsWith("java.") || module.startsWith("jdk."));
    }
}
