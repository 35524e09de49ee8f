package io.rundown.host.internal.cleanup;

import io.rundown.host.model.CleanUpPolicy.Act;
import io.rundown.host.model.Durations;
import io.rundown.host.model.Leftover.Kind;
import io.rundown.host.model.Leftover.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Threads that the plugin has started. A thread that began in the application's code and is inside the plugin is not one:
 * it is a call that was abandoned, which was interrupted and told before.
 */
final class ThreadStep implements Step {

    private static final String ADVICE = "end it in Plugin.stop()";

    @Override
    public List<Kind> kinds() {
        return List.of(Kind.THREAD);
    }

    @Override
    public void run(DepartingPlugin plugin, Findings findings) {
        List<Thread> left = new ArrayList<>();
        for (Thread each : LiveThreads.others()) {
            if (!findings.threads().isExplained(each) && isThePlugins(each, plugin)) {
                left.add(each);
            }
        }
        left.forEach(findings.threads()::explain);
        List<Thread> stubborn = alive(left, findings.policy().graceNanos());
        if (findings.act(Kind.THREAD) == Act.CLEAN) {
            end(stubborn, plugin, findings);
        } else {
            stubborn.forEach(each ->
                    findings.tell(Kind.THREAD, name(each, plugin), Outcome.REPORTED, place(each, plugin) + ADVICE));
        }
    }

    /** Stacks are taken of young threads only, and of those of the plugin's context. */
    private static boolean isThePlugins(Thread thread, DepartingPlugin plugin) {
        if (plugin.ownsObject(thread)) {
            return true;
        }
        boolean itsContext = plugin.owns(thread.getContextClassLoader());
        if (itsContext && plugin.lifecycle().test(thread)) {
            return true;
        }
        if (!plugin.beginning().isBefore(thread) || (!itsContext && plugin.frameName() == null)) {
            return false;
        }
        StackTraceElement[] stack = thread.getStackTrace();
        if (LiveThreads.beganIn(stack, plugin)) {
            return true;
        }
        // It was made by code that ran for the plugin. Idle ones belong to a pool: see IdleThreadStep.
        return itsContext && LiveThreads.isInTheJdk(stack) && !LiveThreads.isIdle(stack) && thread.isAlive();
    }

    private static void end(List<Thread> stubborn, DepartingPlugin plugin, Findings findings) {
        long start = System.nanoTime();
        for (Thread each : stubborn) {
            if (!plugin.lifecycle().test(each)) { // those were interrupted when their time was over
                each.interrupt();
            }
        }
        List<Thread> still = alive(stubborn, findings.policy().graceNanos());
        String took = Durations.inWords(Duration.ofNanos(System.nanoTime() - start));
        for (Thread each : stubborn) {
            if (still.contains(each)) {
                findings.tell(
                        Kind.THREAD,
                        name(each, plugin),
                        Outcome.STILL_THERE,
                        "it goes on " + took + " after it was interrupted; " + place(each, plugin) + ADVICE);
            } else {
                findings.tell(
                        Kind.THREAD,
                        name(each, plugin),
                        Outcome.CLEANED,
                        "it ended when it was interrupted; " + ADVICE);
            }
        }
    }

    /** Those that are alive when the time is over, or when somebody wants this thread to end. */
    private static List<Thread> alive(List<Thread> threads, long graceNanos) {
        long deadline = System.nanoTime() + graceNanos;
        for (Thread each : threads) {
            long millis = (deadline - System.nanoTime() + 999_999) / 1_000_000;
            if (millis > 0) {
                try {
                    each.join(millis);
                } catch (InterruptedException givenUp) {
                    Thread.currentThread().interrupt();
                    break;
                }
            }
        }
        return threads.stream().filter(Thread::isAlive).toList();
    }

    private static String name(Thread thread, DepartingPlugin plugin) {
        String name = "thread '" + thread.getName() + "'";
        return plugin.lifecycle().test(thread) ? name + " of the host's, in which the plugin hangs" : name;
    }

    private static String place(Thread thread, DepartingPlugin plugin) {
        String place = LiveThreads.place(thread.getStackTrace(), plugin);
        return place == null ? "" : "it is at " + place + "; ";
    }
}
