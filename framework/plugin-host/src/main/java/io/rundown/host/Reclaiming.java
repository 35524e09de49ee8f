package io.rundown.host;

import io.rundown.host.internal.jfr.Flight;
import io.rundown.host.internal.load.GenerationClassLoader;
import io.rundown.host.internal.reclaim.Finalizers;
import io.rundown.host.internal.reclaim.LoaderWatch;
import io.rundown.host.internal.reclaim.WatchedLoader;
import io.rundown.host.model.Durations;
import io.rundown.host.model.Failure;
import io.rundown.host.model.PhaseChange;
import io.rundown.host.model.Reclamation;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches the class loaders of generations that are over, and tells what becomes of them. */
final class Reclaiming implements LoaderWatch.Observer {

    private static final Logger log = LoggerFactory.getLogger(PluginHost.class);

    private final HostEvents events;
    private final @Nullable LeakExplainer explainer;
    private final LoaderWatch watch;

    /** The leak that is explained unasked, by plugin. The watching thread's own, as whatever an observer is told there. */
    private final Map<String, WatchedLoader> explained = new HashMap<>();

    /** Leaks to explain, one after the other: each takes a heap dump, or the like. Guarded by its monitor. */
    private final Queue<WatchedLoader> toExplain = new ArrayDeque<>();

    /** Whether a thread is explaining. Guarded by the monitor of {@link #toExplain}. */
    private boolean explaining;

    /**
     * Makes one that watches nothing yet.
     *
     * @param notBefore how long after its closing a class loader may be called a leak at the soonest
     */
    Reclaiming(HostEvents events, @Nullable LeakExplainer explainer, Duration notBefore) {
        this.events = events;
        this.explainer = explainer;
        this.watch = new LoaderWatch(this, HostThreads::run, Finalizers::areBehind, notBefore);
    }

    /** Takes a generation's class loader away from it. Everybody has been told that it is closed. */
    Reclamation watch(Generation over) {
        ClassLoader loader = over.forgetLoader();
        String name = loader.getClass().getName();
        return watch.watch(new LoaderWatch.Closed(
                over.id(),
                over.gate().version(),
                over.gate().generation(),
                over.phase(),
                loader,
                loader instanceof GenerationClassLoader ours ? name + " '" + ours.getName() + "'" : name));
    }

    List<Reclamation> unreclaimed() {
        return watch.unreclaimed();
    }

    // ------------------------------------------------------------------------ on the watching thread

    @Override
    public void reclaimed(WatchedLoader loader, PhaseChange step) {
        log.info(
                "{}: {} -> {}, {} after it was closed",
                loader.inWords(),
                step.from(),
                step.to(),
                Durations.inWords(loader.took().orElseThrow()));
        explained.remove(loader.pluginId(), loader);
        Flight.decided(loader);
        events.deliver(step);
    }

    @Override
    public void leaked(WatchedLoader loader, PhaseChange step) {
        boolean explains = explainer != null && explained.putIfAbsent(loader.pluginId(), loader) == null;
        log.warn(
                "{}: {} -> {}: its class loader, {}, was closed {} ago and has survived {} collections that unload classes"
                        + "{}; something still refers to it. {}",
                loader.inWords(),
                step.from(),
                step.to(),
                loader.loaderName(),
                Durations.inWords(loader.sinceClosed()),
                loader.survived(),
                loader.outlivedSoftReferences()
                        ? " and the clearing of soft references"
                        : ", none of which has cleared soft references",
                advice(explains));
        Flight.decided(loader);
        events.deliver(step);
        if (explains) {
            explainLater(loader);
        }
    }

    private String advice(boolean explains) {
        if (explains) {
            return "What refers to it is being looked for";
        }
        return explainer == null
                ? "Look for the paths to it in a heap dump (jcmd <pid> GC.heap_dump <file>), or give the host a leakExplainer"
                : "Another generation of this plugin leaked before and is being explained; Reclamation.explain() asks for"
                        + " this one";
    }

    // ------------------------------------------------------------------------ explaining

    @Override
    public String explain(WatchedLoader loader) {
        if (explainer == null) {
            throw new IllegalStateException(loader.inWords() + ": nobody here can tell what refers to its class loader;"
                    + " give PluginHostBuilder.leakExplainer one that can, as io.rundown.leak.LeakAnalysis::explain of the"
                    + " module rundown-leak-analysis");
        }
        if (loader.verdict() == Reclamation.Verdict.RECLAIMED) {
            throw new IllegalStateException(loader + ": nothing refers to its class loader, it is gone");
        }
        try {
            String text = explainer.explain(loader.loader());
            loader.explained(text);
            return text;
        } catch (Throwable failure) { // foreign code, which may run out of memory
            if (failure instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw new IllegalStateException(
                    loader.inWords() + ": what refers to its class loader could not be found out: "
                            + Failure.of(failure),
                    failure);
        }
    }

    private void explainLater(WatchedLoader loader) {
        boolean begin;
        synchronized (toExplain) {
            toExplain.add(loader);
            begin = !explaining;
            explaining = true;
        }
        if (begin) {
            try {
                HostThreads.run("leak-explainer", this::explainAll);
            } catch (Throwable noThread) { // the verdict stands all the same
                log.warn(
                        "No thread to look for what refers to leaked class loaders; ask Reclamation.explain()",
                        noThread);
                nextToExplain(true);
            }
        }
    }

    private void explainAll() {
        for (WatchedLoader each = nextToExplain(false); each != null; each = nextToExplain(false)) {
            tellExplanation(each);
            // The explainer may have left an interrupt, which is not meant for the next.
            Thread.interrupted();
        }
    }

    private void tellExplanation(WatchedLoader each) {
        try {
            log.warn("{}: what refers to its class loader:{}{}", each.inWords(), System.lineSeparator(), explain(each));
        } catch (Throwable failure) { // of the logging, too: the others are still to be explained
            tellQuietly(failure);
        }
    }

    private static void tellQuietly(Throwable failure) {
        try {
            log.warn("{}", failure.getMessage(), failure.getCause());
        } catch (Throwable another) { // nobody is left who could be told
            failure.addSuppressed(another);
        }
    }

    private @Nullable WatchedLoader nextToExplain(boolean drop) {
        synchronized (toExplain) {
            if (drop) {
                toExplain.clear();
            }
            WatchedLoader next = toExplain.poll();
            explaining = next != null;
            return next;
        }
    }
}
