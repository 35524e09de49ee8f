package io.rundown.host.internal.reclaim;

import io.rundown.host.model.Durations;
import io.rundown.host.model.GenerationPhase;
import io.rundown.host.model.PhaseChange;
import io.rundown.host.model.Reclamation;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A closed class loader, of which nothing is kept. What is known of it changes on the watching thread only, under the
 * monitor, so that others may read it and wait for it.
 */
public final class WatchedLoader implements Reclamation {

    /** How many collections in a row make a leak; {@code docs/design.md} says why not one. */
    static final int ENOUGH = 3;

    /** After so many it is a leak even if finalizers never catch up: then they are what refers to it. */
    private static final int WHATEVER_FINALIZERS_DO = 4 * ENOUGH;

    private static final int NOT_YET = -1;
    private static final long SHORTEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(200);

    private final LoaderWatch watch;
    private final String pluginId;
    private final String version;
    private final int generation;
    private final String loaderName;
    private final PhantomReference<ClassLoader> phantom;
    private final WeakReference<ClassLoader> loader;
    private final long closedAt = System.nanoTime();

    /** Nanoseconds: a compiler of the JVM holds the class loader of the method that it is at for as long as it takes. */
    private final long notBefore;

    private final CompletableFuture<Verdict> decided = new CompletableFuture<>();

    /** Guarded by the monitor, as are all below. */
    private GenerationPhase phase;

    private @Nullable Duration took;
    private int survived;

    /** Whether finalizers cannot be why it survived the last one. */
    private boolean survivedInPeace;

    /** How many it had survived when soft references were found cleared. */
    private int survivedBeforeSoft = NOT_YET;

    /** How many callers of {@link #verifyNow} wait, and what the first of them waits for. */
    private int asking;

    private int survivedIfAsked;
    private @Nullable String explanation;

    /** Whether the probe that is out was planted after this was closed. The watching thread's own. */
    private boolean probed;

    /** Likewise, the soft one. */
    private boolean probedSoftly;

    WatchedLoader(LoaderWatch watch, LoaderWatch.Closed closed, ReferenceQueue<Object> queue, Duration notBefore) {
        this.watch = watch;
        this.pluginId = closed.pluginId();
        this.version = closed.version();
        this.generation = closed.generation();
        this.phase = closed.phase();
        this.notBefore = Durations.saturatedNanos(notBefore);
        this.loaderName = closed.loaderName();
        this.phantom = new PhantomReference<>(closed.loader(), queue);
        this.loader = new WeakReference<>(closed.loader());
    }

    // ------------------------------------------------------------------------ called by the watching thread

    /** Asks without touching: a plain {@code get()} would make a collection that is running keep the loader. */
    boolean isGone() {
        return phantom.refersTo(null);
    }

    /** For tests that play the collector. */
    PhantomReference<ClassLoader> phantom() {
        return phantom;
    }

    /** For the same. */
    synchronized boolean isAsked() {
        return asking > 0;
    }

    /** Whether probes tell anything that anybody waits for. */
    synchronized boolean isOpen() {
        return asking > 0 || verdict() == Verdict.PENDING;
    }

    /** Whether a soft probe does. */
    synchronized boolean isOpenSoftly() {
        return verdict() == Verdict.PENDING && survivedBeforeSoft == NOT_YET;
    }

    /** A probe was planted after this was closed. */
    void probed() {
        probed = true;
    }

    /** Likewise, one that is referred to softly. */
    void probedSoftly() {
        probedSoftly = true;
    }

    /**
     * The probe that is out was gone before this loader was found still to be there.
     *
     * @param plantedInPeace whether no object waited for its finalizer, which may be the plugin's, when it was planted
     */
    synchronized void survivedProbe(boolean plantedInPeace) {
        boolean tells = probed && isOpen();
        probed = false;
        if (tells) {
            survived++;
            survivedInPeace = plantedInPeace;
            notifyAll();
        }
    }

    /** Likewise, the soft one. */
    synchronized void survivedSoftProbe() {
        if (probedSoftly && survivedBeforeSoft == NOT_YET) {
            survivedBeforeSoft = survived;
        }
    }

    /**
     * Makes it a leak if that is proved now.
     *
     * @return the step, if it was made
     */
    synchronized @Nullable PhaseChange leakedIfProved() {
        boolean unasked = survivedBeforeSoft != NOT_YET && survived >= survivedBeforeSoft + ENOUGH;
        boolean asked = asking > 0 && survived >= survivedIfAsked;
        if (verdict() != Verdict.PENDING || !(unasked || asked)) {
            return null;
        }
        boolean excused = survived < WHATEVER_FINALIZERS_DO && !survivedInPeace;
        return excused || isTooSoon() ? null : become(GenerationPhase.LEAKED);
    }

    private boolean isTooSoon() {
        return untilItMayLeak() > 0;
    }

    private long untilItMayLeak() {
        return (long) (notBefore * Starvation.factor()) - (System.nanoTime() - closedAt);
    }

    /**
     * Notes that it is gone.
     *
     * @return the step; null if it was made before, by a look that failed
     */
    synchronized @Nullable PhaseChange reclaimed() {
        if (phase == GenerationPhase.RECLAIMED) {
            return null;
        }
        took = Duration.ofNanos(System.nanoTime() - closedAt);
        return become(GenerationPhase.RECLAIMED);
    }

    private PhaseChange become(GenerationPhase next) {
        GenerationPhase before = phase;
        if (!before.canBecome(next)) {
            throw new IllegalStateException(this + " cannot go from " + before + " to " + next);
        }
        // First, for want of memory it may not be possible: then the next look makes the step.
        PhaseChange step = new PhaseChange(pluginId, version, generation, before, next, Instant.now());
        phase = next;
        notifyAll();
        return step;
    }

    /** Runs what depends on the verdict, which is foreign: with no lock held. */
    void tellDecided() {
        decided.complete(verdict());
    }

    // ------------------------------------------------------------------------ looking

    @Override
    public String pluginId() {
        return pluginId;
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public int generation() {
        return generation;
    }

    @Override
    public synchronized Verdict verdict() {
        return switch (phase) {
            case RECLAIMED -> Verdict.RECLAIMED;
            case LEAKED -> Verdict.LEAKED;
            default -> Verdict.PENDING;
        };
    }

    @Override
    public synchronized Optional<Duration> took() {
        return Optional.ofNullable(took);
    }

    @Override
    public synchronized int survived() {
        return survived;
    }

    @Override
    public synchronized boolean outlivedSoftReferences() {
        return survivedBeforeSoft != NOT_YET;
    }

    @Override
    public WeakReference<ClassLoader> loader() {
        return loader;
    }

    @Override
    public CompletionStage<Verdict> whenDecided() {
        return decided.minimalCompletionStage();
    }

    @Override
    public synchronized Optional<String> explanation() {
        return Optional.ofNullable(explanation);
    }

    /** Notes what the explainer said. */
    public synchronized void explained(String text) {
        explanation = text;
    }

    @Override
    public String explain() {
        return watch.explain(this);
    }

    /** How long ago it was closed. */
    public Duration sinceClosed() {
        return Duration.ofNanos(System.nanoTime() - closedAt);
    }

    /** How a heap dump calls it: its class and its name. */
    public String loaderName() {
        return loaderName;
    }

    /** The generation as messages name it. */
    public String inWords() {
        return "Plugin '" + pluginId + "' " + version + " (generation " + generation + ")";
    }

    @Override
    public synchronized String toString() {
        String since = took == null
                ? "closed " + Durations.inWords(sinceClosed()) + " ago, has survived " + survived + " collections"
                : "after " + Durations.inWords(took);
        return inWords() + ": " + verdict() + ", " + since;
    }

    // ------------------------------------------------------------------------ waiting

    @Override
    public Verdict await(Duration timeout) throws InterruptedException {
        if (watch.isWatchingThread()) {
            Verdict now = verdict();
            return now == Verdict.PENDING ? refuse() : now;
        }
        try {
            decided.get(Durations.saturatedNanos(timeout), TimeUnit.NANOSECONDS);
        } catch (TimeoutException notInTime) {
            return verdict();
        } catch (ExecutionException e) {
            throw new IllegalStateException("It completes with a verdict only", e);
        }
        return verdict();
    }

    @Override
    public Verdict verifyNow(Duration timeout) throws InterruptedException {
        if (watch.isWatchingThread()) {
            return refuse();
        }
        long start = System.nanoTime();
        long limit = Durations.saturatedNanos(timeout);
        int enough = begin();
        try {
            watch.look();
            long pause = SHORTEST_PAUSE;
            while (!isAnswered(enough) && System.nanoTime() - start < limit) {
                System.gc();
                pause = awaitProgress(Math.min(pause, limit - (System.nanoTime() - start)))
                        ? SHORTEST_PAUSE
                        : Math.min(2 * pause, LONGEST_PAUSE);
                awaitTimeToDecide(enough, start + limit);
            }
            return verdict();
        } finally {
            end();
        }
    }

    private Verdict refuse() {
        throw new IllegalStateException(this
                + ": this thread finds the verdicts out and cannot wait for one, as listeners and what follows"
                + " whenDecided() would have it do; use another thread");
    }

    private synchronized int begin() {
        int enough = survived + ENOUGH;
        survivedIfAsked = asking == 0 ? enough : survivedIfAsked;
        asking++;
        return enough;
    }

    private synchronized void end() {
        asking--;
    }

    private synchronized boolean isAnswered(int enough) {
        return verdict() == Verdict.RECLAIMED || (verdict() == Verdict.LEAKED && survived >= enough);
    }

    /** Before the last collection. More of them, sooner, would tell nothing. */
    private synchronized void awaitTimeToDecide(int enough, long end) throws InterruptedException {
        while (verdict() == Verdict.PENDING && survived >= enough - 1) {
            long left = Math.min(untilItMayLeak(), end - System.nanoTime());
            if (left <= 0) {
                return;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    /** Waits until the watching thread has seen something, or for a while. The collector tells it late, if at all. */
    @SuppressWarnings("WaitNotInLoop") // the caller loops
    private synchronized boolean awaitProgress(long nanos) throws InterruptedException {
        int before = survived;
        if (nanos > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, nanos);
        }
        return survived != before;
    }
}
