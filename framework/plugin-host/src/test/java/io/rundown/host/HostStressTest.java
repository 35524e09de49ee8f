package io.rundown.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rundown.host.model.GenerationPhase;
import io.rundown.host.model.GenerationUnload.Outcome;
import io.rundown.host.model.PluginUnavailableException;
import io.rundown.host.model.ReloadReport;
import io.rundown.host.model.UnloadPolicy;
import io.rundown.host.testing.HeldCall;
import io.rundown.host.testing.PluginEvents;
import io.rundown.host.testing.Runner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Callers and administrators at the same time: 20 rounds of each administrator, and more until
 * {@code rundown.stress.seconds} are over, if that is given. Whatever one of them sees that it must not see ends its thread
 * with an error, and the test with it.
 */
class HostStressTest extends HostFixture {

    private static final int ROUNDS = 20;

    private static final Duration LASTS = Duration.ofSeconds(Long.getLong("rundown.stress.seconds", 0));

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Future<?>> callers = new ArrayList<>();
    private final List<Future<?>> administrators = new ArrayList<>();

    private final long start = System.nanoTime();

    private volatile boolean over;

    private final LongAdder calls = new LongAdder();

    @AfterEach
    void stopThreads() throws InterruptedException {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }

    /** What a caller does again and again, at least once, for as long as there are administrators. */
    private interface Call {
        void once() throws Exception;
    }

    /** What an administrator does in its rounds, of which there are enough. */
    private interface Act {
        void round(int number);
    }

    private void call(int times, Call call) {
        for (int i = 0; i < times; i++) {
            callers.add(threads.submit(() -> {
                do {
                    call.once();
                    calls.increment();
                } while (!over);
                return null;
            }));
        }
    }

    private void administer(Act act) {
        administrators.add(threads.submit(() -> {
            for (int i = 0; i < ROUNDS || System.nanoTime() - start < LASTS.toNanos(); i++) {
                act.round(i);
            }
        }));
    }

    /** Returns once all administrators have done their rounds, and then the callers their last calls. */
    private void join() throws Exception {
        joinAll(administrators);
        over = true;
        joinAll(callers);
    }

    private static void joinAll(Collection<Future<?>> all) throws Exception {
        for (Future<?> each : all) {
            each.get(LASTS.plusSeconds(120).toSeconds(), TimeUnit.SECONDS);
        }
    }

    // ------------------------------------------------------------------------ reload

    @Test
    void fourReaders_andAnAdministratorWhoReloads_neverSeeAFailure() throws Exception {
        Runner handle = load("tax", "1.0.0");
        load("steady", "0.9.0");
        Path one = jar("tax", "1.0.0");
        Path two = jar("tax", "2.0.0");
        Collection<Runner> view = host.extensions(Runner.class);
        call(4, () -> read(handle, view));
        administer(round -> {
            ReloadReport report = host.reload("tax", round % 2 == 0 ? two : one);
            assertThat(report.switched()).isTrue();
            assertThat(report.retired()).allMatch(each -> each.outcome() == Outcome.UNLOADED);
            assertThat(report.retired()).allMatch(each -> each.drain().refused() == 0);
        });
        join();

        assertThat(calls.sum()).isPositive();
        assertThat(starts("tax")).isEqualTo(stops("tax") + 1).isGreaterThan(ROUNDS);
        assertThat(host.status().retiring()).isEmpty();
    }

    /** Everything a reader can do, and what it must always find. */
    private void read(Runner handle, Collection<Runner> view) throws Exception {
        assertThat(handle.version()).isIn("1.0.0", "2.0.0");
        assertThat(handle.run(() -> "through")).isEqualTo("through");
        assertThat(handle.later(CompletableFuture.completedFuture("a"))
                        .toCompletableFuture()
                        .get())
                .startsWith("a from ");
        List<Runner> shown = List.copyOf(view);
        assertThat(shown).hasSize(2).contains(handle);
        assertThat(host.extension(Runner.class, "tax")).isSameAs(handle);
        assertThat(host.status().plugin("tax").orElseThrow().pluginId()).isEqualTo("tax");
    }

    @Test
    void aPluginThatIsBeingReloaded_isInEveryView() throws Exception {
        load("tax", "1.0.0");
        Path jar = jar("tax", "2.0.0");
        Collection<Runner> view = host.extensions(Runner.class);
        call(4, () -> {
            assertThat(view.size()).isEqualTo(1);
            assertThat(host.extensions(Runner.class, "tax")).hasSize(1);
        });
        administer(round -> reload("tax", jar));
        join();

        assertThat(calls.sum()).isPositive();
    }

    @Test
    void sixThreadsReloadSixPlugins_withoutTroublingEachOther() throws Exception {
        for (int i = 0; i < 6; i++) {
            String id = "plugin" + i;
            Runner handle = load(id, "1.0.0");
            Path one = jar(id, "1.0.0");
            Path two = jar(id, "2.0.0");
            administer(round -> {
                reload(id, round % 2 == 0 ? two : one);
                assertThat(handle.version()).isEqualTo(round % 2 == 0 ? "2.0.0" : "1.0.0");
            });
        }
        join();

        assertThat(host.status().current())
                .hasSize(6)
                .allMatch(each -> each.phase() == GenerationPhase.ACTIVE)
                .allMatch(each -> each.generation() > ROUNDS);
        assertThat(host.status().retiring()).isEmpty();
    }

    @Test
    void linkedPlugins_reloadedFromBothEnds_stayTogether() throws Exception {
        Runner base = load("base", "1.0.0");
        Runner top = load("top", "1.0.0", "base");
        Path baseJar = jar("base", "2.0.0");
        Path topJar = jar("top", "2.0.0", "base");
        administer(round -> reload("base", baseJar));
        administer(round -> reload("top", topJar));
        call(1, () -> {
            base.version();
            top.version();
        });
        join();

        host.unload("base");
        assertThat(host.status().current()).isEmpty();
        assertThat(host.status().retiring()).isEmpty();
        assertThat(starts("base")).isEqualTo(stops("base")).isGreaterThan(ROUNDS);
        assertThat(starts("top")).isEqualTo(stops("top")).isGreaterThan(ROUNDS);
    }

    private void reload(String id, Path jar) {
        assertThat(host.reload(id, jar).switched()).isTrue();
    }

    // ------------------------------------------------------------------------ unload

    @Test
    void callersOfAPluginThatComesAndGoes_getAnAnswerOrAClearRefusal() throws Exception {
        Path jar = jar("tax", "1.0.0");
        host.load(jar);
        Runner handle = runner("tax");
        LongAdder refused = new LongAdder();
        call(3, () -> {
            try {
                assertThat(handle.version()).isEqualTo("1.0.0");
            } catch (PluginUnavailableException expected) {
                refused.increment();
            }
        });
        administer(round -> {
            assertThat(host.unload("tax", UnloadPolicy.DEFAULT).unloaded()).isTrue();
            long before = refused.sum();
            await().atMost(HeldCall.LONG).until(() -> refused.sum() > before);
            host.load(jar);
        });
        join();

        assertThat(calls.sum()).isGreaterThan(refused.sum());
        assertThat(starts("tax")).isEqualTo(stops("tax") + 1);
    }

    private static long starts(String id) {
        return count("start " + id + " ");
    }

    private static long stops(String id) {
        return count("stop " + id + " ");
    }

    private static long count(String prefix) {
        return PluginEvents.all().stream()
                .filter(each -> each.startsWith(prefix))
                .count();
    }
}
