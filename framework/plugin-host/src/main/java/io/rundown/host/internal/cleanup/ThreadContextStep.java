package io.rundown.host.internal.cleanup;

import io.rundown.host.model.CleanUpPolicy.Act;
import io.rundown.host.model.Leftover.Kind;
import io.rundown.host.model.Leftover.Outcome;
import java.lang.Thread.UncaughtExceptionHandler;
import java.util.List;

/** Threads of the application's, and of pools, that carry the plugin's class loader or one of its handlers. */
final class ThreadContextStep implements Step {

    @Override
    public List<Kind> kinds() {
        return List.of(Kind.THREAD_CONTEXT);
    }

    @Override
    public void run(DepartingPlugin plugin, Findings findings) {
        for (Thread each : LiveThreads.others()) {
            if (!findings.threads().isExplained(each) && !plugin.lifecycle().test(each)) {
                look(each, plugin, findings);
            }
        }
    }

    private static void look(Thread thread, DepartingPlugin plugin, Findings findings) {
        ClassLoader context = thread.getContextClassLoader();
        // An abandoned call that set it sets it back by itself.
        if (plugin.owns(context) && LiveThreads.place(thread.getStackTrace(), plugin) == null) {
            findings.take(
                    Kind.THREAD_CONTEXT,
                    "context class loader of thread '" + thread.getName() + "'",
                    "set it back to what it was before, and have pools of the application's make their threads early",
                    () -> thread.setContextClassLoader(plugin.application()));
        }
        UncaughtExceptionHandler handler = thread.getUncaughtExceptionHandler();
        if (!plugin.ownsObject(handler)) {
            return;
        }
        if (handler == thread.getThreadGroup()) {
            group(thread, handler, findings);
        } else {
            findings.take(
                    Kind.THREAD_CONTEXT,
                    "handler of uncaught exceptions " + Names.of(handler) + " of thread '" + thread.getName() + "'",
                    "take it away in Plugin.stop()",
                    () -> thread.setUncaughtExceptionHandler(null));
        }
    }

    /** Is the handler of a thread that was given none. */
    private static void group(Thread thread, UncaughtExceptionHandler group, Findings findings) {
        Act act = findings.act(Kind.THREAD_CONTEXT);
        if (act != Act.IGNORE) {
            findings.tell(
                    Kind.THREAD_CONTEXT,
                    "thread group " + Names.of(group) + " of thread '" + thread.getName() + "'",
                    act == Act.REPORT ? Outcome.REPORTED : Outcome.STILL_THERE,
                    "a thread cannot leave its group; start it in another, or end it in Plugin.stop()");
        }
    }
}
