package io.rundown.host.internal.reclaim;

import io.rundown.host.model.GenerationPhase;
import io.rundown.host.model.PhaseChange;
import io.rundown.host.model.Reclamation;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches closed class loaders until they are gone. A thread waits for the collector to tell of one, or of a probe; it is
 * there as long as something is watched, and looks at nothing meanwhile.
 */
public final class LoaderWatch {

    private static final Logger log = LoggerFactory.getLogger(LoaderWatch.class);

    private static final long UNTIL_ANOTHER_TRY = TimeUnit.SECONDS.toMillis(1);

    /** Is told what has been found out: on the watching thread, with no lock held. */
    public interface Observer {

        /** A class loader is gone. */
        void reclaimed(WatchedLoader loader, PhaseChange step);

        /** A class loader has survived what it should not have. */
        void leaked(WatchedLoader loader, PhaseChange step);

        /** Somebody asks what refers to a class loader, on a thread of their own. */
        String explain(WatchedLoader loader);
    }

    /**
     * A class loader that has just been closed.
     *
     * @param pluginId the plugin
     * @param version the generation's version
     * @param generation its number
     * @param phase {@code CLOSED} or {@code FAILED}
     * @param loader forgotten at once
     * @param loaderName how a heap dump calls it
     */
    public record Closed(
            String pluginId,
            String version,
            int generation,
            GenerationPhase phase,
            ClassLoader loader,
            String loaderName) {}

    /**
     * How probes are planted, so that the queue tells when they are gone, and how they are looked at.
     *
     * @param gone whether a probe is gone; must not touch it
     */
    record Probes(
            Function<ReferenceQueue<Object>, Reference<?>> plain,
            Function<ReferenceQueue<Object>, Reference<?>> soft,
            Predicate<Reference<?>> gone) {}

    private final Observer observer;
    private final BiConsumer<String, Runnable> threads;
    private final BooleanSupplier finalizersAreBehind;
    private final Probes probes;
    private final Duration notBefore;

    /** The collector puts loaders and probes here; {@link #look()} rings with a reference of its own. */
    private final ReferenceQueue<Object> queue = new ReferenceQueue<>();

    /** Oldest first. Guarded by the monitor. */
    private final List<WatchedLoader> watched = new ArrayList<>();

    /** Guarded by the monitor. */
    private boolean running;

    /** Whether a ring has not been answered. Taken back before the thread looks around, so that it sees why it was rung. */
    private final AtomicBoolean rung = new AtomicBoolean();

    /** The watching thread's own. The next one comes to it through the monitor. */
    private @Nullable Reference<?> probe;

    /** Whether no finalizer was to run when the probe was planted: one that ran meanwhile could have held a loader. */
    private boolean plantedInPeace;

    private @Nullable Reference<?> softProbe;

    /** Whether the last look failed, as it does for want of memory. */
    private boolean failed;

    /** The thread, while it looks around. Volatile for others; what a thread finds of itself here it wrote itself. */
    private volatile @Nullable Thread watching;

    /**
     * Makes one that watches nothing yet.
     *
     * @param observer what is found out goes there
     * @param threads runs something on a daemon thread of the given name, which keeps nothing of the caller's
     * @param finalizersAreBehind whether objects wait for their finalizers
     * @param notBefore how long after it was closed a loader may be called a leak at the soonest
     */
    public LoaderWatch(
            Observer observer,
            BiConsumer<String, Runnable> threads,
            BooleanSupplier finalizersAreBehind,
            Duration notBefore) {
        this(
                observer,
                threads,
                finalizersAreBehind,
                notBefore,
                new Probes(Probe::plant, Probe::plantSoftly, each -> each.refersTo(null)));
    }

    /** For tests that play the collector. */
    LoaderWatch(
            Observer observer,
            BiConsumer<String, Runnable> threads,
            BooleanSupplier finalizersAreBehind,
            Duration notBefore,
            Probes probes) {
        this.observer = observer;
        this.threads = threads;
        this.finalizersAreBehind = finalizersAreBehind;
        this.notBefore = notBefore;
        this.probes = probes;
    }

    /** Watches one more. The caller has let go of it, and has told everybody that it is closed. */
    public Reclamation watch(Closed closed) {
        WatchedLoader made = new WatchedLoader(this, closed, queue, notBefore);
        synchronized (this) {
            watched.add(made);
        }
        look();
        return made;
    }

    /** What is not gone yet, oldest first. */
    public List<Reclamation> unreclaimed() {
        List<Reclamation> left = new ArrayList<>(snapshot());
        // Who has just been told that one is gone must not find it here.
        left.removeIf(each -> each.verdict() == Reclamation.Verdict.RECLAIMED);
        return List.copyOf(left);
    }

    String explain(WatchedLoader loader) {
        return observer.explain(loader);
    }

    /** Whether the thread that asks is the one that finds the verdicts out. */
    boolean isWatchingThread() {
        return Thread.currentThread() == watching;
    }

    /** Lets the thread look around soon, and makes one if there is none. */
    void look() {
        boolean begin;
        synchronized (this) {
            begin = !running && !watched.isEmpty();
            running = running || begin;
        }
        if (begin) {
            begin();
        } else if (rung.compareAndSet(false, true)) {
            new WeakReference<>(new Object(), queue).enqueue();
        }
    }

    private void begin() {
        try {
            threads.accept("reclamation", this::run);
        } catch (Throwable noThread) { // no unload may fail because of it
            synchronized (this) {
                running = false;
            }
            log.warn("Unloaded plugins cannot be watched until the next one is unloaded: no thread for that", noThread);
        }
    }

    // ------------------------------------------------------------------------ the thread

    private void run() {
        watching = Thread.currentThread();
        boolean going = true;
        while (going) {
            try {
                going = lookAround();
                failed = false;
                if (going) {
                    rest();
                }
            } catch (Throwable failure) { // without this thread nothing would ever be decided again
                pause(failure);
            }
        }
    }

    /** Returns once the collector has told something, or somebody rings. */
    private void rest() {
        try {
            queue.remove();
        } catch (InterruptedException byAListener) {
            log.debug("Nobody else knows this thread, and it has nothing to end early");
        }
        answer();
    }

    /** Waits a moment, whatever happens: memory may be there then. Says so once only for failures in a row. */
    private void pause(Throwable failure) {
        boolean again = failed;
        failed = true;
        try {
            queue.remove(UNTIL_ANOTHER_TRY);
            answer();
            if (!again) {
                log.warn("Unloaded plugins could not be looked at; trying again", failure);
            }
        } catch (Throwable another) { // that of the logging, too, and an interrupt, concern one pause only
            failure.addSuppressed(another);
        }
    }

    private void answer() {
        while (queue.poll() != null) {
            log.trace("One look around is enough for all");
        }
        rung.set(false);
    }

    /** Looks at everything once, and plants what is needed. Returns false if nothing is left to be watched. */
    private boolean lookAround() {
        // Before any loader: one that a collection takes between the two looks has not survived that collection.
        boolean gone = isGone(probe);
        boolean goneSoftly = isGone(softProbe);
        List<WatchedLoader> all = snapshot();
        for (WatchedLoader each : all) {
            if (each.isGone()) {
                reclaimed(each);
            } else {
                look(each, gone, goneSoftly);
            }
        }
        if (isOver()) {
            return false;
        }
        probe = gone ? null : probe;
        softProbe = goneSoftly ? null : softProbe;
        plant(all);
        return true;
    }

    private boolean isGone(@Nullable Reference<?> planted) {
        return planted != null && probes.gone().test(planted);
    }

    private synchronized List<WatchedLoader> snapshot() {
        return List.copyOf(watched);
    }

    /** Watched until everybody has been told, so that a look that fails half way is made up for. */
    private void reclaimed(WatchedLoader each) {
        PhaseChange step = each.reclaimed();
        try {
            if (step != null) {
                observer.reclaimed(each, step);
            }
        } finally {
            each.tellDecided();
        }
        synchronized (this) {
            watched.remove(each);
        }
    }

    private void look(WatchedLoader each, boolean gone, boolean goneSoftly) {
        if (gone) {
            each.survivedProbe(plantedInPeace);
        }
        if (goneSoftly) {
            each.survivedSoftProbe();
        }
        PhaseChange step = each.leakedIfProved();
        if (step != null) {
            try {
                observer.leaked(each, step);
            } finally {
                each.tellDecided();
            }
        }
    }

    private synchronized boolean isOver() {
        if (watched.isEmpty()) {
            probe = null;
            softProbe = null;
            watching = null;
            running = false;
        }
        return !running;
    }

    /** A probe tells of the loaders that were closed before it was planted, and of no other. */
    private void plant(List<WatchedLoader> closed) {
        if (probe == null && closed.stream().anyMatch(WatchedLoader::isOpen)) {
            plantedInPeace = !finalizersAreBehind.getAsBoolean();
            probe = probes.plain().apply(queue);
            closed.forEach(WatchedLoader::probed);
        }
        if (softProbe == null && closed.stream().anyMatch(WatchedLoader::isOpenSoftly)) {
            softProbe = probes.soft().apply(queue);
            closed.forEach(WatchedLoader::probedSoftly);
        }
    }
}
