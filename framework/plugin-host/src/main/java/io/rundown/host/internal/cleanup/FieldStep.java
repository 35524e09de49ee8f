package io.rundown.host.internal.cleanup;

import io.rundown.host.internal.cleanup.Ownership.Verdict;
import io.rundown.host.model.CleanUpPolicy.Act;
import io.rundown.host.model.Failure;
import io.rundown.host.model.Leftover.Kind;
import io.rundown.host.model.Leftover.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Timer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Timers, executors, and threads that are to run at the end of the JVM: those that a field of the plugin's leads to, and
 * pools whose threads do.
 */
final class FieldStep implements Step {

    private static final Logger log = LoggerFactory.getLogger(FieldStep.class);

    @Override
    public List<Kind> kinds() {
        return List.of(Kind.EXECUTOR, Kind.TIMER, Kind.SHUTDOWN_HOOK);
    }

    @Override
    public void run(DepartingPlugin plugin, Findings findings) throws InterruptedException {
        List<Object> found = inFieldsOf(plugin);
        Ownership ownership = new Ownership(plugin);
        addAbsent(plugin.hadInFields(), found);
        addAbsent(ownership.forkJoinPools(), found);
        List<ExecutorService> shutDown = new ArrayList<>();
        List<Thread> workers = found.isEmpty() ? List.of() : ownership.workersMadeForThePlugin();
        for (Object each : found) {
            try {
                one(each, plugin, ownership, findings, shutDown);
            } catch (Throwable failure) { // its class may be foreign; the others are not to blame
                fail(kind(each), each, failure, findings);
            }
        }
        awaitAll(shutDown, findings);
        // Threads whose executor has ended need another moment, in which they would be taken for others.
        LiveThreads.settle(workers);
    }

    /** Timers, executors and threads. */
    static List<Object> inFieldsOf(DepartingPlugin plugin) {
        List<Object> found = new ArrayList<>();
        ObjectGraph.walk(plugin, found::add);
        return found;
    }

    private static void addAbsent(Collection<?> more, List<Object> found) {
        for (Object each : more) {
            if (found.stream().noneMatch(known -> known == each)) {
                found.add(each);
            }
        }
    }

    private static void one(
            Object each,
            DepartingPlugin plugin,
            Ownership ownership,
            Findings findings,
            List<ExecutorService> shutDown) {
        if (each instanceof Thread thread) {
            hook(thread, plugin, findings);
        } else if (each instanceof Timer timer) {
            timer(timer, placed(ownership.of(timer), findings), findings);
        } else if (each instanceof ExecutorService executor) {
            executor(executor, placed(ownership.of(executor), findings), findings, shutDown);
        }
    }

    private static Ownership.Owned placed(Ownership.Owned owned, Findings findings) {
        owned.threads().forEach(findings.threads()::place);
        findings.threads().addStrangers(owned.strangers());
        return owned;
    }

    private static Kind kind(Object found) {
        return found instanceof Thread ? Kind.SHUTDOWN_HOOK : found instanceof Timer ? Kind.TIMER : Kind.EXECUTOR;
    }

    private static void fail(Kind kind, Object each, Throwable failure, Findings findings) {
        if (findings.act(kind) != Act.IGNORE) {
            findings.tell(
                    kind, Names.of(each), Outcome.STILL_THERE, "it could not be dealt with: " + Failure.of(failure));
        }
    }

    // ------------------------------------------------------------------------ executors

    private static void executor(
            ExecutorService executor, Ownership.Owned owned, Findings findings, List<ExecutorService> shutDown) {
        Act act = findings.act(Kind.EXECUTOR);
        if (owned.verdict() == Verdict.NOT_THE_PLUGINS || act == Act.IGNORE) {
            return;
        }
        if (act == Act.REPORT) {
            owned.threads().forEach(findings.threads()::explain);
            findings.tell(Kind.EXECUTOR, name(executor), Outcome.REPORTED, "shut it down in Plugin.stop()");
        } else if (owned.verdict() == Verdict.UNCLEAR) {
            findings.tell(Kind.EXECUTOR, name(executor), Outcome.STILL_THERE, Ownership.DOUBT + "shut it down");
        } else {
            try {
                executor.shutdownNow();
                shutDown.add(executor);
            } catch (Throwable failure) { // its class may be the plugin's
                findings.tell(Kind.EXECUTOR, name(executor), Outcome.STILL_THERE, "" + Failure.of(failure));
            }
        }
    }

    /** All have been told to end; they end at the same time. */
    private static void awaitAll(List<ExecutorService> shutDown, Findings findings) throws InterruptedException {
        long start = System.nanoTime();
        long grace = findings.policy().graceNanos();
        for (ExecutorService each : shutDown) {
            long left = grace - (System.nanoTime() - start);
            boolean ended;
            try {
                ended = each.awaitTermination(Math.max(left, 0), TimeUnit.NANOSECONDS);
            } catch (RuntimeException | Error failure) { // its class may be the plugin's
                fail(Kind.EXECUTOR, each, failure, findings);
                continue;
            }
            if (ended) {
                findings.tell(Kind.EXECUTOR, name(each), Outcome.CLEANED, "it was shut down; do that in Plugin.stop()");
            } else {
                findings.tell(
                        Kind.EXECUTOR,
                        name(each),
                        Outcome.STILL_THERE,
                        "it was shut down, but a task does not heed the interrupt; have it end in Plugin.stop()");
            }
        }
    }

    private static String name(ExecutorService executor) {
        return "executor " + Names.of(executor);
    }

    // ------------------------------------------------------------------------ timers

    private static void timer(Timer timer, Ownership.Owned owned, Findings findings) {
        if (owned.verdict() == Verdict.NOT_THE_PLUGINS || findings.act(Kind.TIMER) == Act.IGNORE) {
            return;
        }
        if (findings.act(Kind.TIMER) == Act.REPORT) {
            owned.threads().forEach(findings.threads()::explain);
        }
        String name = owned.threads().isEmpty()
                ? "timer " + Names.of(timer)
                : "timer '" + owned.threads().get(0).getName() + "'";
        if (owned.verdict() == Verdict.UNCLEAR && findings.act(Kind.TIMER) == Act.CLEAN) {
            findings.tell(Kind.TIMER, name, Outcome.STILL_THERE, Ownership.DOUBT + "cancel it");
        } else {
            findings.take(Kind.TIMER, name, "cancel it in Plugin.stop()", timer::cancel);
        }
    }

    // ------------------------------------------------------------------------ hooks

    /** Whether a thread is a hook shows in whether it can be taken away, so for a mere report it is put back. */
    private static void hook(Thread thread, DepartingPlugin plugin, Findings findings) {
        if (findings.act(Kind.SHUTDOWN_HOOK) == Act.IGNORE
                || thread.getState() != Thread.State.NEW
                || !plugin.beginning().isBefore(thread)) {
            return;
        }
        Runtime runtime = Runtime.getRuntime();
        String name = "shutdown hook '" + thread.getName() + "'";
        String advice = "remove it in Plugin.stop()";
        try {
            if (runtime.removeShutdownHook(thread)) {
                if (findings.act(Kind.SHUTDOWN_HOOK) == Act.REPORT) {
                    putBack(thread, runtime);
                    findings.tell(Kind.SHUTDOWN_HOOK, name, Outcome.REPORTED, advice);
                } else {
                    findings.tell(Kind.SHUTDOWN_HOOK, name, Outcome.CLEANED, advice);
                }
            }
        } catch (IllegalStateException shuttingDown) {
            log.debug("{} is left to the end of the JVM, which has begun", name);
        }
    }

    private static void putBack(Thread hook, Runtime runtime) {
        try {
            runtime.addShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) { // since it was taken away: the JVM will not start it any more
            hook.start();
        }
    }
}
