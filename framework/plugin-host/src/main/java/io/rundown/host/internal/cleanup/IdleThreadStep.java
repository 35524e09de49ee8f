package io.rundown.host.internal.cleanup;

import io.rundown.host.model.CleanUpPolicy.Act;
import io.rundown.host.model.Leftover.Kind;
import io.rundown.host.model.Leftover.Outcome;
import java.util.ArrayList;
import java.util.List;

/**
 * Timers and executors that no object of the plugin's leads to: those in static fields of classes that have no objects,
 * which cannot be read without initializing the class, and those that the plugin has forgotten. Their threads wait for
 * work, and were made by code that ran for the plugin. So are those of a pool of the application's that grew while the
 * plugin used it, and a thread does not say which pool it belongs to. Nothing but the pool itself ends it, so it is told.
 */
final class IdleThreadStep implements Step {

    private static final String ADVICE =
            "its thread waits for work, and no object of the plugin's leads to it; " + Ownership.DOUBT;

    @Override
    public List<Kind> kinds() {
        return List.of(Kind.EXECUTOR, Kind.TIMER);
    }

    @Override
    public void run(DepartingPlugin plugin, Findings findings) throws InterruptedException {
        List<Thread> idle = new ArrayList<>();
        for (Thread each : LiveThreads.others()) {
            if (!findings.threads().isPlaced(each) && wasMadeForThePlugin(each, plugin)) {
                idle.add(each);
            }
        }
        // Those whose timer or executor has just ended need another moment.
        LiveThreads.settle(idle);
        idle.removeIf(each -> !each.isAlive());
        if (idle.size() > findings.threads().strangers()) {
            idle.forEach(each -> tell(each, findings));
        }
    }

    private static boolean wasMadeForThePlugin(Thread thread, DepartingPlugin plugin) {
        return plugin.beginning().isBefore(thread)
                && plugin.owns(thread.getContextClassLoader())
                && !plugin.beginning().isAfterPoolOf(thread.getName())
                && LiveThreads.isIdle(thread.getStackTrace());
    }

    private static void tell(Thread thread, Findings findings) {
        Kind kind = LiveThreads.isOfATimer(thread) ? Kind.TIMER : Kind.EXECUTOR;
        Act act = findings.act(kind);
        if (act == Act.IGNORE) {
            return;
        }
        String name = "'" + thread.getName() + "'";
        if (act == Act.REPORT) {
            findings.threads().explain(thread);
        }
        findings.tell(
                kind,
                kind == Kind.TIMER ? "timer " + name : "executor of thread " + name,
                act == Act.REPORT ? Outcome.REPORTED : Outcome.STILL_THERE,
                ADVICE + (kind == Kind.TIMER ? "cancel it" : "shut it down"));
    }
}
