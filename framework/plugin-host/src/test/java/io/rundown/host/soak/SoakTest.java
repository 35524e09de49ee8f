package io.rundown.host.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import io.rundown.host.HostFixture;
import io.rundown.host.PluginHost;
import io.rundown.host.model.GenerationPhase;
import io.rundown.host.model.GenerationStatus;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Callers and administrators of five linked plugins at the same time, for {@code soak.seconds}, 10 by default, at random
 * from {@code soak.seed}. They work in rounds; between two rounds everything is quiet, and whatever has piled up is seen.
 */
class SoakTest {

    private static final Logger log = LoggerFactory.getLogger(SoakTest.class);

    private static final long SECONDS = Long.getLong("soak.seconds", 10);
    private static final long SEED = Long.getLong("soak.seed", new Random().nextLong());

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int LATER_THREADS = 2;

    /** The JDK loads some classes of its own, and makes some for lambdas, whenever it likes. */
    private static final long A_FEW_CLASSES = 200;

    private static final long A_FEW_FILES = 4;

    @TempDir
    Path folder;

    private final ThreadPoolExecutor later = (ThreadPoolExecutor) Executors.newFixedThreadPool(LATER_THREADS);
    private final Administrator.Office office = new Administrator.Office();

    @BeforeEach
    void startThreads() {
        // A thread that is started inside a plugin's call would inherit what leads to the plugin.
        later.prestartAllCoreThreads();
    }

    @AfterEach
    void stopThreads() throws InterruptedException {
        Soak.end();
        later.shutdownNow();
        assertThat(later.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void noCallFails_whateverIsReloadedUnloadedAndLoaded() throws Exception {
        log.info("Soak of {} s with -Dsoak.seed={}", SECONDS, SEED);
        SoakPlugins plugins = new SoakPlugins(folder);
        PluginHost host =
                PluginHost.builder().workDirectory(folder.resolve("work")).build();
        Soak soak = Soak.begin(SEED, host, later);
        host.load(plugins.first()).orThrow();
        SoakPlugins.IDS.forEach(soak::handle);

        long rounds = Math.max(3, SECONDS / 60);
        Footprint early = Footprint.NONE;
        for (long round = 0; round < rounds; round++) {
            runRound(soak, plugins, round, Duration.ofSeconds(SECONDS).dividedBy(rounds));
            assertNothingWentWrong(soak);
            assertOnlyTheCurrentGenerationsAreLeft(soak);
            Footprint now = Footprint.now();
            log.info("Round {} of {}: {}, {}", round + 1, rounds, summary(soak), now);
            // The first third warms up.
            early = round <= rounds / 3 ? now : early;
            assertThat(now.classes())
                    .as("loaded classes, before %s", early)
                    .isLessThan(early.classes() + A_FEW_CLASSES);
            assertThat(now.descriptors())
                    .as("open files, before %s", early)
                    .isLessThan(early.descriptors() + A_FEW_FILES);
        }

        host.close();
        assertNothingIsLeft(soak);
        assertThat(office.reloads().sum()).isPositive();
        assertThat(office.unloads().sum()).isPositive();
        log.info("Soak over: {}", summary(soak));
    }

    private String summary(Soak soak) {
        return "%d calls answered, %d refused by unloads; %d reloads, %d unloads"
                .formatted(
                        soak.calls(),
                        soak.refusals(),
                        office.reloads().sum(),
                        office.unloads().sum());
    }

    // ------------------------------------------------------------------------ a round

    private void runRound(Soak soak, SoakPlugins plugins, long round, Duration lasts) throws InterruptedException {
        long end = System.nanoTime() + lasts.toNanos();
        List<Thread> threads = new ArrayList<>();
        int number = 0;
        for (ThreadFactory factory : Threads.factories()) {
            for (int i = 0; i < 3; i++) {
                Caller caller = new Caller(soak, random(round, number++));
                threads.add(factory.newThread(() -> untilEnd(soak, end, caller::callOnce)));
            }
            Caller caller = new Caller(soak, random(round, number++));
            threads.add(Threads.platform()
                    .newThread(() -> untilEnd(soak, end, () -> runAndJoin(factory, caller::callOnce))));
        }
        for (int i = 0; i < 3; i++) {
            Administrator administrator = new Administrator(soak, plugins, office, random(round, number++));
            threads.add(Threads.platform().newThread(() -> untilEnd(soak, end, administrator::changeOnce)));
        }
        threads.forEach(Thread::start);
        for (Thread each : threads) {
            each.join(lasts.plus(PATIENCE).toMillis());
            if (each.isAlive()) {
                soak.violation(each.getName() + " hangs at " + List.of(each.getStackTrace()));
            }
        }
    }

    private static RandomGenerator random(long round, int thread) {
        return new Random(SEED + 1_000 * round + thread);
    }

    private static void untilEnd(Soak soak, long end, Runnable step) {
        while (System.nanoTime() < end && soak.isClean()) {
            step.run();
        }
    }

    /** A thread for one call only. */
    private static void runAndJoin(ThreadFactory factory, Runnable step) {
        Thread thread = factory.newThread(step);
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    // ------------------------------------------------------------------------ what must be so in between and at the
    // end

    private static void assertNothingWentWrong(Soak soak) {
        assertThat(soak.violations()).as("seed %d", SEED).isEmpty();
        for (String id : SoakPlugins.IDS) {
            assertThat(soak.answers(id))
                    .as("seed %d: answers of %s, against calls that it saw", SEED, id)
                    .isEqualTo(soak.entries(id));
        }
    }

    private void assertOnlyTheCurrentGenerationsAreLeft(Soak soak) throws IOException {
        await("seed " + SEED)
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(soak.loaders().alive())
                        .extracting(Life::id)
                        .containsExactlyInAnyOrderElementsOf(SoakPlugins.IDS));
        assertThat(soak.host().status().retiring()).isEmpty();
        assertThat(soak.host().status().current())
                .hasSize(SoakPlugins.IDS.size())
                .extracting(GenerationStatus::phase)
                .containsOnly(GenerationPhase.ACTIVE);
        assertThat(copies()).isEqualTo(SoakPlugins.IDS.size());
        assertNoThreadOfTheHostIsLeft();
    }

    private void assertNothingIsLeft(Soak soak) throws IOException {
        assertThat(soak.violations()).as("seed %d", SEED).isEmpty();
        await("seed " + SEED)
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(soak.loaders().alive()).isEmpty());
        assertThat(copies()).isZero();
        assertNoThreadOfTheHostIsLeft();
    }

    private static void assertNoThreadOfTheHostIsLeft() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                        .extracting(Thread::getName)
                        .noneMatch(name -> name.startsWith("rundown-")));
    }

    private long copies() throws IOException {
        return HostFixture.privateCopiesBelow(folder.resolve("work"));
    }

    /** What grows when something leaks. */
    private record Footprint(long classes, long descriptors) {

        static final Footprint NONE = new Footprint(0, 0);

        static Footprint now() {
            long files = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                    ? unix.getOpenFileDescriptorCount()
                    : 0;
            return new Footprint(ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(), files);
        }

        @Override
        public String toString() {
            return classes + " classes loaded, " + descriptors + " files open";
        }
    }
}
