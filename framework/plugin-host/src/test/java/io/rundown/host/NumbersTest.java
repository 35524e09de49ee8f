package io.rundown.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rundown.host.internal.handle.Gate;
import io.rundown.host.model.GenerationPhase;
import io.rundown.host.model.GenerationStatus;
import io.rundown.host.model.PhaseChange;
import io.rundown.host.model.PluginUnavailableException;
import io.rundown.host.model.UnloadPolicy;
import io.rundown.host.testing.Counted;
import io.rundown.host.testing.HeldCall;
import io.rundown.host.testing.PluginJars;
import io.rundown.host.testing.Runner;
import io.rundown.host.testing.VirtualThreads;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The host's numbers are those that its callers count themselves, exactly. */
class NumbersTest extends HostFixture {

    private static final int ROUNDS = 3_000;
    private static final int RELOADS = 6;

    private static final String COUNTED = """
            public class TheCounted implements Counted {
                private final int number = MADE.incrementAndGet();
                public int now() { return number; }
                public int through(Counted handle) { return Math.min(number, handle.now()); }
                public CompletionStage<Integer> later(CompletionStage<?> signal) {
                    return signal.thenApply(said -> number);
                }
            }
            """;

    private final Map<Integer, LongAdder> answers = new ConcurrentHashMap<>();
    private final Map<Integer, Gate> gates = new ConcurrentHashMap<>();

    private Path countedJar() {
        return PluginJars.runner(folder, "tax", "1.0.0")
                .source("com.acme.tax.TheCounted", COUNTED)
                .extension("com.acme.tax.TheCounted")
                .jar("tax-counted.jar");
    }

    private Counted loadCounted(boolean verify) {
        Counted.MADE.set(0);
        openHost(builder -> builder.verifyCalls(verify).listener(this::remember));
        host.load(countedJar());
        return host.extension(Counted.class, "tax");
    }

    /** The gates know their numbers for good, also when the generation is not listed any more. */
    private void remember(PhaseChange change) {
        if (change.to() == GenerationPhase.DRAINING) {
            host.core()
                    .generationsOf("tax")
                    .forEach(each -> gates.put(each.gate().generation(), each.gate()));
        }
    }

    private void answered(int generation) {
        answers.computeIfAbsent(generation, first -> new LongAdder()).increment();
    }

    private static FutureTask<Object> start(boolean virtual, Callable<?> body) {
        FutureTask<Object> task = new FutureTask<>(body::call);
        if (virtual) {
            VirtualThreads.start(task);
        } else {
            Thread thread = new Thread(task, "caller");
            thread.setDaemon(true);
            thread.start();
        }
        return task;
    }

    private GenerationStatus status() {
        return host.status().plugin("tax").orElseThrow();
    }

    // ------------------------------------------------------------------------ calls

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyCallIsCountedOnce_inTheGenerationThatAnsweredIt(boolean verify) throws Exception {
        Counted counted = loadCounted(verify);
        Path jar = folder.resolve("tax-counted.jar");
        List<FutureTask<Object>> callers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            callers.add(start(false, () -> callAgainAndAgain(counted)));
            callers.add(start(VirtualThreads.areThere(), () -> callAgainAndAgain(counted)));
        }
        for (int i = 0; i < RELOADS; i++) {
            long before = answers.values().stream().mapToLong(LongAdder::sum).sum();
            assertThat(host.reload("tax", jar).switched()).isTrue();
            await().until(() -> callers.stream().allMatch(FutureTask::isDone)
                    || answers.values().stream().mapToLong(LongAdder::sum).sum() > before);
        }
        for (FutureTask<Object> caller : callers) {
            caller.get(HeldCall.LONG.toSeconds(), TimeUnit.SECONDS);
        }
        await().until(() -> host.status().retiring().isEmpty());

        assertThat(gates).hasSizeGreaterThanOrEqualTo(RELOADS);
        gates.forEach((generation, gate) -> {
            assertThat(gate.calls()).as("generation %d", generation).isEqualTo(answersOf(generation));
            assertThat(gate.protection().held()).isZero();
            assertThat(gate.refused()).as("reloads refuse nobody").isZero();
        });
        GenerationStatus last = status();
        assertThat(last.calls()).isEqualTo(answersOf(last.generation()));
        assertThat(last.inside()).isZero();
        assertThat(last.async()).isZero();
        assertThat(last.refused()).isZero();
    }

    private long answersOf(int generation) {
        LongAdder sum = answers.get(generation);
        return sum == null ? 0 : sum.sum();
    }

    private Object callAgainAndAgain(Counted counted) {
        for (int i = 0; i < ROUNDS; i++) {
            answered(counted.now());
            CompletableFuture<String> signal = new CompletableFuture<>();
            CompletableFuture<Integer> later = counted.later(signal).toCompletableFuture();
            signal.complete("now");
            answered(later.join());
        }
        return "done";
    }

    // ------------------------------------------------------------------------ inside and refused

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whoIsInside_andWhoWasRefused_isCountedExactly(boolean verify) throws Exception {
        Counted counted = loadCounted(verify);
        Runner runner = runner("tax");
        CountDownLatch leave = new CountDownLatch(1);
        CountDownLatch inside = new CountDownLatch(5);
        CompletableFuture<String> signal = new CompletableFuture<>();
        List<FutureTask<Object>> holders = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            holders.add(start(
                    i % 2 == 0 && VirtualThreads.areThere(),
                    () -> runner.run(() -> {
                        inside.countDown();
                        leave.await();
                        return counted.now();
                    })));
        }
        for (int i = 0; i < 7; i++) {
            counted.later(signal);
        }
        inside.await();
        assertThat(counted.through(counted)).isEqualTo(1);

        GenerationStatus before = status();
        assertThat(before.inside()).isEqualTo(5 + 7);
        assertThat(before.async()).isEqualTo(7);
        assertThat(before.calls()).isEqualTo(5 + 7 + 2);
        assertThat(host.inFlight("tax")).hasSize(5 + 7);

        host.unload("tax", KEEP_DRAINING);
        refuse(counted, 3, 500);
        assertThat(status().refused()).isEqualTo(3 * 500 + 500);
        assertThat(status().inside()).isEqualTo(5 + 7);
        assertThat(status().calls()).isEqualTo(before.calls());

        leave.countDown();
        for (FutureTask<Object> holder : holders) {
            assertThat(holder.get(HeldCall.LONG.toSeconds(), TimeUnit.SECONDS)).isEqualTo(1);
        }
        assertThat(status().calls()).as("the holders' nested calls").isEqualTo(before.calls() + 5);
        assertThat(status().inside()).isEqualTo(7);
        signal.complete("now");
        assertThat(status().inside()).isZero();
        assertThat(host.unload("tax", UnloadPolicy.DEFAULT).unloaded()).isTrue();
    }

    /** Calls from platform threads and one more that is virtual, if there are such; all are refused. */
    private void refuse(Counted counted, int threads, int times) throws Exception {
        List<FutureTask<Object>> callers = new ArrayList<>();
        for (int i = 0; i <= threads; i++) {
            callers.add(start(i == threads && VirtualThreads.areThere(), () -> {
                int refused = 0;
                for (int call = 0; call < times; call++) {
                    try {
                        counted.now();
                    } catch (PluginUnavailableException expected) {
                        refused++;
                    }
                }
                return refused;
            }));
        }
        for (FutureTask<Object> caller : callers) {
            assertThat(caller.get(HeldCall.LONG.toSeconds(), TimeUnit.SECONDS)).isEqualTo(times);
        }
    }
}
