package io.rundown.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rundown.host.internal.handle.Gate;
import io.rundown.host.jmx.PluginData;
import io.rundown.host.jmx.PluginHostMXBean;
import io.rundown.host.model.GenerationPhase;
import io.rundown.host.model.GenerationStatus;
import io.rundown.host.model.PhaseChange;
import io.rundown.host.model.PluginTotals;
import io.rundown.host.model.PluginUnavailableException;
import io.rundown.host.model.UnloadPolicy;
import io.rundown.host.testing.Counted;
import io.rundown.host.testing.HeldCall;
import io.rundown.host.testing.PluginJars;
import io.rundown.host.testing.Recorded;
import io.rundown.host.testing.Runner;
import io.rundown.host.testing.VirtualThreads;
import java.lang.management.ManagementFactory;
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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.management.JMX;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The host's numbers are those that its callers count themselves, exactly. */
class NumbersTest extends HostFixture {

    private static final int ROUNDS = 3_000;
    private static final int RELOADS = 6;

    /** Each of them may be counted while it is being refused. */
    private static final int CALLERS = 3;

    /** Among the numbers of a look. */
    private static final int CALLS = 0;

    private static final int CHANGES = 4;
    private static final int MANY = 1_000;

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
    private final LongAdder refusals = new LongAdder();
    private final Map<Integer, Gate> gates = new ConcurrentHashMap<>();

    private Path countedJar() {
        return PluginJars.runner(folder, "tax", "1.0.0")
                .source("com.acme.tax.TheCounted", COUNTED)
                .extension("com.acme.tax.TheCounted")
                .jar("tax-counted.jar");
    }

    private Counted loadCounted(boolean verify) {
        Counted.MADE.set(0);
        openHost(builder -> builder.verifyCalls(verify).jmx("numbers").listener(this::remember));
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
            long before = answers();
            assertThat(host.reload("tax", jar).switched()).isTrue();
            await().until(() -> callers.stream().allMatch(FutureTask::isDone) || answers() > before);
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

    @Test
    void everyRefusal_isRecordedOnce() throws Exception {
        Counted counted = loadCounted(false);
        CompletableFuture<String> signal = new CompletableFuture<>();
        counted.later(signal);
        try (Recorded recorded = Recorded.begin().withRefusedCalls()) {
            host.unload("tax", KEEP_DRAINING);
            refuse(counted, 3, 500);
            signal.complete("now");
            assertThat(host.unload("tax").unloaded()).isTrue();
            refuse(counted, 2, 500);

            assertThat(recorded.events(folder, "CallRefused"))
                    .hasSize((4 + 3) * 500)
                    .allSatisfy(each -> assertThat(each.getString("plugin")).isEqualTo("tax"))
                    .filteredOn(each -> each.getString("phase").equals("DRAINING"))
                    .hasSize(4 * 500);
        }
        assertThat(host.totals("tax").refused()).isEqualTo((4 + 3) * 500);
    }

    // ------------------------------------------------------------------------ totals, while everything changes

    @Test
    void aHoldThatIsGivenBack_isAtNoMomentTakenForACall() {
        Counted counted = loadCounted(false);
        CompletableFuture<String> signal = new CompletableFuture<>();
        counted.later(signal);
        host.unload("tax", KEEP_DRAINING);
        AtomicLong seen = new AtomicLong();
        Gate gate = host.core().generationsOf("tax").get(0).gate();
        // Runs while the hold is being given back.
        gate.protection()
                .whenRunDown()
                .thenRun(() -> seen.set(host.totals("tax").calls()));
        signal.complete("now");

        assertThat(seen).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void totals_getLessByNoMoreThanIsJustRefused_andAreInTheEndWhatTheCallersCounted(boolean verify) throws Exception {
        Counted counted = loadCounted(verify);
        AtomicBoolean enough = new AtomicBoolean();
        List<FutureTask<Object>> started = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            started.add(start(i == 0 && VirtualThreads.areThere(), () -> callUntil(enough, counted)));
        }
        started.add(start(false, () -> lookUntil(enough, () -> looked(host.totals("tax")))));
        started.add(start(
                false, () -> lookUntil(enough, () -> looked(bean().getPlugins().get(0)))));
        for (int i = 0; i < CHANGES; i++) {
            unloadWhileRefusing();
            host.load(folder.resolve("tax-counted.jar"));
            awaitMore(this::answers);
            assertThat(host.reload("tax", folder.resolve("tax-counted.jar")).switched())
                    .isTrue();
            awaitMore(this::answers);
        }
        enough.set(true);
        for (FutureTask<Object> each : started) {
            assertThat((int) each.get(HeldCall.LONG.toSeconds(), TimeUnit.SECONDS))
                    .isPositive();
        }
        await().until(() -> host.status().retiring().isEmpty());

        long calls = answers() + CHANGES; // one was held in each drain
        assertThat(host.totals("tax")).isEqualTo(new PluginTotals("tax", 1 + 2 * CHANGES, 1, calls, 0, refusals.sum()));
        assertThat(looked(bean().getPlugins().get(0))).containsExactly(calls, refusals.sum(), 1 + 2 * CHANGES);
    }

    private long answers() {
        return answers.values().stream().mapToLong(LongAdder::sum).sum();
    }

    private static void awaitMore(LongSupplier count) {
        long before = count.getAsLong();
        await().atMost(HeldCall.LONG).until(() -> count.getAsLong() > before);
    }

    /** A drain that lasts until many have been refused meanwhile, so that looks come across attempts. */
    private void unloadWhileRefusing() throws Exception {
        HeldCall call = HeldCall.in(runner("tax"));
        host.unload("tax", KEEP_DRAINING);
        long before = refusals.sum();
        awaitMore(() -> Math.max(0, refusals.sum() - before - MANY));
        call.release();
        assertThat(call.result()).isEqualTo("done");
        assertThat(host.unload("tax").unloaded()).isTrue();
        awaitMore(refusals::sum);
    }

    private Object callUntil(AtomicBoolean enough, Counted counted) {
        int turns = 0;
        for (; !enough.get(); turns++) {
            try {
                answered(counted.now());
                CompletableFuture<String> signal = new CompletableFuture<>();
                CompletableFuture<Integer> later = counted.later(signal).toCompletableFuture();
                signal.complete("now");
                answered(later.join());
            } catch (PluginUnavailableException refused) {
                refusals.increment();
            }
        }
        return turns;
    }

    private static Object lookUntil(AtomicBoolean enough, Supplier<long[]> look) {
        long[] before = look.get();
        int looks = 0;
        for (; !enough.get(); looks++) {
            long[] now = look.get();
            for (int i = 0; i < now.length; i++) {
                assertThat(now[i])
                        .as("number %d in look %d", i, looks)
                        .isGreaterThanOrEqualTo(before[i] - (i == CALLS ? CALLERS : 0));
            }
            before = now;
        }
        return looks;
    }

    private static long[] looked(PluginTotals totals) {
        return new long[] {totals.calls(), totals.refused(), totals.loaded()};
    }

    private static long[] looked(PluginData data) {
        return new long[] {data.getCalls(), data.getRefused(), data.getLoaded()};
    }

    private static PluginHostMXBean bean() {
        try {
            ObjectName name = new ObjectName("io.rundown:type=PluginHost,name=\"numbers\"");
            return JMX.newMXBeanProxy(ManagementFactory.getPlatformMBeanServer(), name, PluginHostMXBean.class);
        } catch (MalformedObjectNameException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
