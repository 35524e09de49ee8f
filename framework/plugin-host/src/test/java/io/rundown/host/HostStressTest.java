package io.rundown.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.rundown.host.model.GenerationPhase;
import io.rundown.host.model.GenerationUnload.Outcome;
import io.rundown.host.model.PluginUnavailableException;
import io.rundown.host.model.ReloadReport;
import io.rundown.host.model.UnloadPolicy;
import io.rundown.host.testing.PluginEvents;
import io.rundown.host.testing.Runner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Callers and administrators at the same time, for {@code rundown.stress.seconds} each, 2 by default. Whatever one of
 * them sees that it must not see ends its thread with an error, and the test with it.
 */
class HostStressTest extends HostFixture {

    private static final Duration LASTS = Duration.ofSeconds(Long.getLong("rundown.stress.seconds", 2));

    private final ExecutorService threads = Executors.newCachedThreadPool();
    /** Set before the first thread starts, so that building the plugins does not count. */
    private long end;

    private final LongAdder calls = new LongAdder();

    @AfterEach
    void stopThreads() throws InterruptedException {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }

    private boolean goesOn() {
        return System.nanoTime() < end;
    }

    private static void join(Collection<Future<?>> all) throws Exception {
        for (Future<?> each : all) {
            each.get(LASTS.plusSeconds(60).toSeconds(), TimeUnit.SECONDS);
        }
    }

    private Future<?> start(Callable<?> body) {
        if (end == 0) {
            end = System.nanoTime() + LASTS.toNanos();
        }
        return threads.submit(body);
    }

    // ------------------------------------------------------------------------ reload

    @Test
    void fourReaders_andAnAdministratorWhoReloads_neverSeeAFailure() throws Exception {
        Runner handle = load("tax", "1.0.0");
        load("steady", "0.9.0");
        Path one = jar("tax", "1.0.0");
        Path two = jar("tax", "2.0.0");
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            running.add(start(() -> read(handle)));
        }
        LongAdder reloads = new LongAdder();
        running.add(start(() -> {
            for (int i = 0; goesOn(); i++) {
                ReloadReport report = host.reload("tax", i % 2 == 0 ? two : one);
                assertThat(report.switched()).isTrue();
                assertThat(report.retired()).allMatch(each -> each.outcome() == Outcome.UNLOADED);
                assertThat(report.retired()).allMatch(each -> each.drain().refused() == 0);
                reloads.increment();
            }
            return reloads;
        }));
        join(running);

        assertThat(calls.sum()).isPositive();
        assertThat(reloads.sum()).isGreaterThan(1);
        assertThat(starts("tax")).isEqualTo(stops("tax") + 1);
        assertThat(host.status().retiring()).isEmpty();
    }

    /** Everything a reader can do, and what it must always find. */
    private Object read(Runner handle) throws Exception {
        Collection<Runner> view = host.extensions(Runner.class);
        while (goesOn()) {
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
            calls.increment();
        }
        return calls;
    }

    @Test
    void aPluginThatIsBeingReloaded_isInEveryView() throws Exception {
        load("tax", "1.0.0");
        Path jar = jar("tax", "2.0.0");
        Collection<Runner> view = host.extensions(Runner.class);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            running.add(start(() -> {
                while (goesOn()) {
                    assertThat(view.size()).isEqualTo(1);
                    assertThat(host.extensions(Runner.class, "tax")).hasSize(1);
                    calls.increment();
                }
                return null;
            }));
        }
        running.add(start(() -> reloadAgainAndAgain("tax", jar)));
        join(running);

        assertThat(calls.sum()).isPositive();
    }

    @Test
    void sixThreadsReloadSixPlugins_withoutTroublingEachOther() throws Exception {
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            String id = "plugin" + i;
            Runner handle = load(id, "1.0.0");
            Path one = jar(id, "1.0.0");
            Path two = jar(id, "2.0.0");
            running.add(start(() -> {
                boolean second = true;
                do { // at least once, however long the building of the plugins took
                    assertThat(host.reload(id, second ? two : one).switched()).isTrue();
                    assertThat(handle.version()).isEqualTo(second ? "2.0.0" : "1.0.0");
                    second = !second;
                } while (goesOn());
                return null;
            }));
        }
        join(running);

        assertThat(host.status().current())
                .hasSize(6)
                .allMatch(each -> each.phase() == GenerationPhase.ACTIVE)
                .allMatch(each -> each.generation() > 1);
        assertThat(host.status().retiring()).isEmpty();
    }

    @Test
    void linkedPlugins_reloadedFromBothEnds_stayTogether() throws Exception {
        Runner base = load("base", "1.0.0");
        Runner top = load("top", "1.0.0", "base");
        Path baseJar = jar("base", "2.0.0");
        Path topJar = jar("top", "2.0.0", "base");
        List<Future<?>> running = new ArrayList<>();
        running.add(start(() -> reloadAgainAndAgain("base", baseJar)));
        running.add(start(() -> reloadAgainAndAgain("top", topJar)));
        running.add(start(() -> {
            while (goesOn()) {
                base.version();
                top.version();
                calls.increment();
            }
            return null;
        }));
        join(running);

        host.unload("base");
        assertThat(host.status().current()).isEmpty();
        assertThat(host.status().retiring()).isEmpty();
        assertThat(starts("base")).isEqualTo(stops("base"));
        assertThat(starts("top")).isEqualTo(stops("top"));
    }

    private Object reloadAgainAndAgain(String id, Path jar) {
        while (goesOn()) {
            assertThat(host.reload(id, jar).switched()).isTrue();
        }
        return id;
    }

    // ------------------------------------------------------------------------ unload

    @Test
    void callersOfAPluginThatComesAndGoes_getAnAnswerOrAClearRefusal() throws Exception {
        Path jar = jar("tax", "1.0.0");
        host.load(jar);
        Runner handle = runner("tax");
        LongAdder refused = new LongAdder();
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            running.add(start(() -> {
                while (goesOn()) {
                    try {
                        assertThat(handle.version()).isEqualTo("1.0.0");
                        calls.increment();
                    } catch (PluginUnavailableException expected) {
                        refused.increment();
                    }
                }
                return null;
            }));
        }
        running.add(start(() -> {
            while (goesOn()) {
                assertThat(host.unload("tax", UnloadPolicy.DEFAULT).unloaded()).isTrue();
                host.load(jar);
            }
            return null;
        }));
        join(running);

        assertThat(calls.sum()).isPositive();
        assertThat(refused.sum()).isPositive();
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
