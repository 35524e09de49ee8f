package io.rundown.host.internal.reclaim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.rundown.host.model.GenerationPhase;
import io.rundown.host.model.PhaseChange;
import io.rundown.host.model.Reclamation.Verdict;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which collections count for whom. The test plays the collector, except where it says otherwise. */
class LoaderWatchTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final List<PhaseChange> told = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Reference<?>> planted = new LinkedBlockingQueue<>();
    private final BlockingQueue<Reference<?>> plantedSoftly = new LinkedBlockingQueue<>();
    private final AtomicBoolean finalizersAreBehind = new AtomicBoolean();

    /** Keeps the real collector away from what the test collects. */
    private final List<Object> kept = new CopyOnWriteArrayList<>();

    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    /** A collection that comes at the last moment before the thread looks at a probe. */
    private volatile Runnable beforeLooking = () -> {};

    private volatile Consumer<WatchedLoader> whenTold = loader -> {};

    private LoaderWatch watch = watch(Duration.ZERO);

    private LoaderWatch watch(Duration notBefore) {
        LoaderWatch.Observer observer = new LoaderWatch.Observer() {
            @Override
            public void reclaimed(WatchedLoader loader, PhaseChange step) {
                told.add(step);
                whenTold.accept(loader);
            }

            @Override
            public void leaked(WatchedLoader loader, PhaseChange step) {
                told.add(step);
                whenTold.accept(loader);
            }

            @Override
            public String explain(WatchedLoader loader) {
                return loader.inWords();
            }
        };
        LoaderWatch.Probes probes = new LoaderWatch.Probes(
                queue -> pretended(queue, planted), queue -> pretended(queue, plantedSoftly), this::isGone);
        return new LoaderWatch(observer, this::start, finalizersAreBehind::get, notBefore, probes);
    }

    private boolean isGone(Reference<?> probe) {
        beforeLooking.run();
        return probe.refersTo(null);
    }

    private void start(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private Reference<?> pretended(ReferenceQueue<Object> queue, BlockingQueue<Reference<?>> garden) {
        Object referent = new Object();
        kept.add(referent);
        Reference<?> probe = new PhantomReference<>(referent, queue);
        garden.add(probe);
        return probe;
    }

    private WatchedLoader closed(int generation) {
        ClassLoader loader = new ClassLoader(null) {};
        kept.add(loader);
        return (WatchedLoader) watch.watch(
                new LoaderWatch.Closed("tax", "1.0.0", generation, GenerationPhase.CLOSED, loader, "loader"));
    }

    private static void collectNext(BlockingQueue<Reference<?>> garden) throws InterruptedException {
        Reference<?> probe = garden.poll(LONG.toSeconds(), TimeUnit.SECONDS);
        assertThat(probe).isNotNull();
        probe.enqueue();
    }

    /** The next probe is planted after the one before was counted. */
    private static void awaitPlanted(BlockingQueue<Reference<?>> garden) {
        await().atMost(LONG).until(() -> !garden.isEmpty());
    }

    private void collectProbes(int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            collectNext(planted);
        }
        awaitPlanted(planted);
    }

    @AfterEach
    void endThreads() {
        kept.clear();
        watch.unreclaimed().forEach(each -> ((WatchedLoader) each).phantom().enqueue());
        await().atMost(LONG).until(() -> threads.stream().noneMatch(Thread::isAlive));
    }

    // ------------------------------------------------------------------------ gone

    @Test
    void aLoaderThatIsGone_isReclaimed_andTheThreadEnds() throws Exception {
        WatchedLoader tax = closed(1);
        assertThat(tax.verdict()).isEqualTo(Verdict.PENDING);
        assertThat(tax.took()).isEmpty();

        tax.phantom().enqueue();

        assertThat(tax.await(LONG)).isEqualTo(Verdict.RECLAIMED);
        assertThat(tax.took()).isPresent();
        assertThat(watch.unreclaimed()).isEmpty();
        await().atMost(LONG).until(() -> !threads.get(0).isAlive());
        assertThat(told).singleElement().hasToString("Plugin 'tax' 1.0.0 (generation 1): CLOSED -> RECLAIMED");
    }

    @Test
    void oneThatIsClosedAfterTheThreadHasEnded_isWatchedByAnother() throws Exception {
        WatchedLoader first = closed(1);
        first.phantom().enqueue();
        await().atMost(LONG).until(() -> !threads.get(0).isAlive());

        WatchedLoader second = closed(2);
        second.phantom().enqueue();

        assertThat(second.await(LONG)).isEqualTo(Verdict.RECLAIMED);
        assertThat(threads).hasSize(2);
    }

    // ------------------------------------------------------------------------ leaked, without being asked

    @Test
    void unasked_noNumberOfCollectionsMakesALeak_thatHaveClearedNoSoftReferences() throws Exception {
        WatchedLoader tax = closed(1);
        collectProbes(50);

        assertThat(tax.survived()).isEqualTo(50);
        assertThat(tax.verdict()).isEqualTo(Verdict.PENDING);
        assertThat(tax.outlivedSoftReferences()).isFalse();
    }

    @Test
    void unasked_threeCollectionsAfterSoftReferencesWereCleared_makeALeak() throws Exception {
        WatchedLoader tax = closed(1);
        collectProbes(5);
        collectNext(plantedSoftly);
        await().atMost(LONG).until(tax::outlivedSoftReferences);
        collectProbes(2);
        assertThat(tax.verdict()).isEqualTo(Verdict.PENDING);

        collectNext(planted);

        assertThat(tax.await(LONG)).isEqualTo(Verdict.LEAKED);
        assertThat(tax.survived()).isEqualTo(8);
        assertThat(watch.unreclaimed()).containsExactly(tax);
    }

    @Test
    void aLeakThatIsLetGoOf_isReclaimedAfterAll() throws Exception {
        WatchedLoader tax = closed(1);
        awaitPlanted(plantedSoftly);
        collectNext(plantedSoftly);
        await().atMost(LONG).until(tax::outlivedSoftReferences);
        for (int i = 0; i < 3; i++) {
            collectNext(planted);
        }
        assertThat(tax.await(LONG)).isEqualTo(Verdict.LEAKED);

        tax.phantom().enqueue();

        await().atMost(LONG).until(() -> tax.verdict() == Verdict.RECLAIMED);
        await().atMost(LONG).until(() -> told.size() == 2);
        assertThat(told).extracting(PhaseChange::to).containsExactly(GenerationPhase.LEAKED, GenerationPhase.RECLAIMED);
        assertThat(tax.whenDecided().toCompletableFuture()).isCompletedWithValue(Verdict.LEAKED);
    }

    @Test
    void onceAllAreDecided_nothingMoreIsPlanted() throws Exception {
        WatchedLoader tax = closed(1);
        collectNext(plantedSoftly);
        await().atMost(LONG).until(tax::outlivedSoftReferences);
        for (int i = 0; i < 3; i++) {
            collectNext(planted);
        }
        assertThat(tax.await(LONG)).isEqualTo(Verdict.LEAKED);

        WatchedLoader next = closed(2);
        collectNext(planted);
        awaitPlanted(planted);

        // A probe that had been out already would tell nothing of this one.
        assertThat(next.survived()).isEqualTo(1);
        assertThat(tax.survived()).isEqualTo(3);
    }

    // ------------------------------------------------------------------------ failures

    @Test
    void aLookThatFails_isMadeUpFor() throws Exception {
        WatchedLoader tax = closed(1);
        awaitPlanted(planted);
        CountDownLatch failed = new CountDownLatch(1);
        beforeLooking = () -> {
            failed.countDown();
            throw new IllegalStateException("not now");
        };
        watch.look();
        assertThat(failed.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        beforeLooking = () -> {};

        tax.phantom().enqueue();

        assertThat(tax.await(LONG)).isEqualTo(Verdict.RECLAIMED);
    }

    @Test
    void anObserverThatFails_keepsNoVerdictBack_andNoOther() throws Exception {
        whenTold = loader -> {
            throw new StackOverflowError();
        };
        WatchedLoader leaking = closed(1);
        collectNext(plantedSoftly);
        await().atMost(LONG).until(leaking::outlivedSoftReferences);
        for (int i = 0; i < 3; i++) {
            collectNext(planted);
        }
        assertThat(leaking.await(LONG)).isEqualTo(Verdict.LEAKED);

        WatchedLoader next = closed(2);
        next.phantom().enqueue();
        assertThat(next.await(LONG)).isEqualTo(Verdict.RECLAIMED);
        assertThat(told).hasSize(2);
    }

    /** It would wait for itself. */
    @Test
    void theThreadThatFindsTheVerdictsOut_isNotMadeToWaitForOne() throws Exception {
        WatchedLoader tax = closed(1);
        WatchedLoader audit = closed(2);
        CompletableFuture<String> refusals = tax.whenDecided()
                .thenApply(verdict -> refusal(() -> tax.verifyNow(LONG)) + refusal(() -> audit.await(LONG)))
                .toCompletableFuture();
        CompletableFuture<Verdict> known = new CompletableFuture<>();
        whenTold = loader -> {
            try {
                known.complete(loader.await(LONG));
            } catch (Throwable e) {
                known.completeExceptionally(e);
            }
        };

        tax.phantom().enqueue();

        assertThat(refusals.get(LONG.toSeconds(), TimeUnit.SECONDS))
                .contains(
                        "IllegalStateException",
                        "'tax' 1.0.0 (generation 1)",
                        "'tax' 1.0.0 (generation 2)",
                        "use another thread");
        assertThat(known).isCompletedWithValue(Verdict.RECLAIMED);
    }

    private static String refusal(Callable<Verdict> waiting) {
        return String.valueOf(catchThrowable(waiting::call));
    }

    // ------------------------------------------------------------------------ which collections count for whom

    @Test
    void aProbe_tellsNothingOfALoaderThatWasClosedAfterItWasPlanted() throws Exception {
        WatchedLoader early = closed(1);
        awaitPlanted(planted);
        WatchedLoader late = closed(2);

        collectNext(planted);
        awaitPlanted(planted);
        assertThat(early.survived()).isEqualTo(1);
        assertThat(late.survived()).isZero();

        collectNext(planted);
        awaitPlanted(planted);
        assertThat(early.survived()).isEqualTo(2);
        assertThat(late.survived()).isEqualTo(1);
    }

    @Test
    void aSoftProbe_tellsNothingOfALoaderThatWasClosedAfterItWasPlanted() throws Exception {
        WatchedLoader early = closed(1);
        awaitPlanted(plantedSoftly);
        WatchedLoader late = closed(2);

        collectNext(plantedSoftly);
        await().atMost(LONG).until(early::outlivedSoftReferences);
        awaitPlanted(plantedSoftly);
        assertThat(late.outlivedSoftReferences()).isFalse();

        collectNext(plantedSoftly);
        await().atMost(LONG).until(late::outlivedSoftReferences);
    }

    @Test
    void aCollectionIsNeverCountedAgainstALoaderThatItTakes() throws Exception {
        WatchedLoader tax = closed(1);
        Reference<?> probe = planted.poll(LONG.toSeconds(), TimeUnit.SECONDS);
        assertThat(probe).isNotNull();

        beforeLooking = () -> {
            tax.phantom().enqueue();
            probe.enqueue();
        };
        watch.look();

        assertThat(tax.await(LONG)).isEqualTo(Verdict.RECLAIMED);
        assertThat(tax.survived()).isZero();
    }

    @Test
    void whileFinalizersAreBehind_thereIsNoLeak_butNotForEver() throws Exception {
        finalizersAreBehind.set(true);
        WatchedLoader tax = closed(1);
        collectNext(plantedSoftly);
        await().atMost(LONG).until(tax::outlivedSoftReferences);
        collectProbes(11);
        assertThat(tax.verdict()).isEqualTo(Verdict.PENDING);

        collectNext(planted);

        assertThat(tax.await(LONG)).isEqualTo(Verdict.LEAKED);
    }

    @Test
    void soonAfterTheClosing_thereIsNoLeak_howeverManyCollectionsItSurvives() throws Exception {
        watch = watch(Duration.ofDays(1));
        WatchedLoader tax = closed(1);
        collectNext(plantedSoftly);
        await().atMost(LONG).until(tax::outlivedSoftReferences);

        collectProbes(20);

        assertThat(tax.survived()).isGreaterThanOrEqualTo(19);
        assertThat(tax.verdict()).isEqualTo(Verdict.PENDING);
    }

    // ------------------------------------------------------------------------ leaked, when asked

    @Test
    void asked_threeCollectionsFromThenOn_makeALeak() throws Exception {
        WatchedLoader tax = closed(1);
        collectProbes(10);
        FutureTask<Verdict> answer = new FutureTask<>(() -> tax.verifyNow(LONG));
        start("asks", answer);
        await().atMost(LONG).until(tax::isAsked);

        collectProbes(2);
        assertThat(tax.verdict()).isEqualTo(Verdict.PENDING);
        collectNext(planted);

        assertThat(answer.get(LONG.toSeconds(), TimeUnit.SECONDS)).isEqualTo(Verdict.LEAKED);
        assertThat(tax.outlivedSoftReferences()).isFalse();
    }

    @Test
    void whoAsksAgainAfterALeak_isAnsweredByNewCollections() throws Exception {
        asked_threeCollectionsFromThenOn_makeALeak();
        WatchedLoader tax = (WatchedLoader) watch.unreclaimed().get(0);
        FutureTask<Verdict> again = new FutureTask<>(() -> tax.verifyNow(LONG));
        start("asks again", again);
        await().atMost(LONG).until(tax::isAsked);
        collectNext(planted);
        awaitPlanted(planted);
        assertThat(again.isDone()).isFalse();

        tax.phantom().enqueue();

        assertThat(again.get(LONG.toSeconds(), TimeUnit.SECONDS)).isEqualTo(Verdict.RECLAIMED);
    }

    @Test
    void whoGivesUpAsking_hasAskedForNothing() throws Exception {
        WatchedLoader tax = closed(1);
        assertThat(tax.verifyNow(Duration.ofMillis(1))).isEqualTo(Verdict.PENDING);

        collectProbes(10);

        assertThat(tax.verdict()).isEqualTo(Verdict.PENDING);
    }
}
