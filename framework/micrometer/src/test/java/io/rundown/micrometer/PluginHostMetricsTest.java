package io.rundown.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rundown.host.PluginHost;
import io.rundown.host.model.HostChange;
import io.rundown.host.model.PluginLoadException;
import io.rundown.host.model.PluginUnavailableException;
import io.rundown.host.model.Reclamation.Verdict;
import io.rundown.host.model.UnloadPolicy;
import io.rundown.host.model.UnloadPolicy.OnTimeout;
import io.rundown.host.model.UnloadReport;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // by the set-up
class PluginHostMetricsTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int LOOKS = 200_000;
    private static final UnloadPolicy AT_ONCE = UnloadPolicy.DEFAULT.withDrainTimeout(Duration.ZERO);
    private static final UnloadPolicy KEEP_DRAINING = AT_ONCE.withOnTimeout(OnTimeout.KEEP_DRAINING);

    @TempDir
    private Path folder;

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private PluginHost host;
    private PluginHostMetrics metrics;

    @BeforeEach
    void bind() {
        host = openHost();
        metrics = new PluginHostMetrics(host);
        metrics.bindTo(registry);
    }

    private PluginHost openHost() {
        return PluginHost.builder().workDirectory(folder.resolve("work")).build();
    }

    @AfterEach
    void close() {
        metrics.close();
        host.close();
    }

    private Work load(String id, String version) throws IOException {
        host.load(PluginJar.write(folder, id, version));
        return host.extension(Work.class, id);
    }

    private void reload(String id, String version, UnloadPolicy policy) throws IOException {
        host.reload(id, PluginJar.write(folder, id, version), policy);
    }

    private static void refuse(Work work) {
        assertThatThrownBy(() -> work.run(() -> {})).isInstanceOf(PluginUnavailableException.class);
    }

    private double calls(String id) {
        return registry.get("rundown.plugin.calls")
                .tag("plugin", id)
                .functionCounter()
                .count();
    }

    private double refused(String id) {
        return registry.get("rundown.plugin.refused")
                .tag("plugin", id)
                .functionCounter()
                .count();
    }

    private double gauge(String name, String id) {
        return registry.get("rundown.plugin." + name).tag("plugin", id).gauge().value();
    }

    private long drains(String id, String outcome) {
        return registry.get("rundown.plugin.drain")
                .tags("plugin", id, "outcome", outcome)
                .timer()
                .count();
    }

    // ------------------------------------------------------------------------ numbers

    @Test
    void calls_areThoseThatWereMade_throughReloadsAndUnloads() throws Exception {
        Work tax = load("tax", "1.0.0");
        Work fraud = load("fraud", "1.0.0");
        int made = 0;
        for (int version = 2; version <= 4; version++) {
            for (int i = 0; i < 10 * version; i++) {
                tax.run(() -> {});
                made++;
                assertThat(calls("tax")).isEqualTo(made);
            }
            reload("tax", version + ".0.0", UnloadPolicy.DEFAULT);
            assertThat(calls("tax")).isEqualTo(made);
        }
        fraud.run(() -> {});
        host.unload("tax");
        assertThat(calls("tax")).isEqualTo(made);
        load("tax", "5.0.0").run(() -> {});

        assertThat(calls("tax")).isEqualTo(made + 1);
        assertThat(calls("fraud")).isEqualTo(1);
    }

    @Test
    void refusals_areCountedAlsoWhileThePluginIsAway() throws Exception {
        Work tax = load("tax", "1.0.0");
        assertThat(refused("tax")).isZero();
        host.unload("tax");
        refuse(tax);
        refuse(tax);
        assertThat(refused("tax")).isEqualTo(2);
        load("tax", "2.0.0").run(() -> {});

        assertThat(refused("tax")).isEqualTo(2);
        assertThat(calls("tax")).isEqualTo(1);
    }

    /** Who is refused has been in for a moment, as whoever looks then may see. */
    @Test
    void calls_neverBecomeFewer_whileOthersAreRefused() throws Exception {
        Work tax = load("tax", "1.0.0");
        CompletableFuture<String> unfinished = new CompletableFuture<>();
        tax.later(unfinished);
        host.unload("tax", KEEP_DRAINING);
        AtomicBoolean enough = new AtomicBoolean();
        Thread refused = new Thread(() -> {
            while (!enough.get()) {
                refuse(tax);
            }
        });
        refused.start();
        FunctionCounter calls =
                registry.get("rundown.plugin.calls").tag("plugin", "tax").functionCounter();
        await().until(() -> refused("tax") > 0);
        double[] seen = DoubleStream.generate(calls::count).limit(LOOKS).toArray();
        enough.set(true);
        refused.join();

        assertThat(seen).isSorted();
        unfinished.complete("now");
    }

    @Test
    void whoIsInside_isInFlight_inOldAndNewGenerations() throws Exception {
        Work tax = load("tax", "1.0.0");
        CompletableFuture<String> first = new CompletableFuture<>();
        CompletableFuture<String> second = new CompletableFuture<>();
        tax.later(first);
        reload("tax", "2.0.0", KEEP_DRAINING);
        tax.later(second);
        tax.run(() -> assertThat(gauge("inflight", "tax")).isEqualTo(3));
        assertThat(gauge("inflight", "tax")).isEqualTo(2);
        assertThat(gauge("generations", "tax")).isEqualTo(2);
        first.complete("now");
        second.complete("now");

        await().until(() -> gauge("generations", "tax") == 1);
        assertThat(gauge("inflight", "tax")).isZero();
        assertThat(calls("tax")).isEqualTo(3);
    }

    @Test
    void counters_neverGoBackUnderLoad_andAreInTheEndWhatTheCallersCounted() throws Exception {
        Work tax = load("tax", "1.0.0");
        AtomicBoolean enough = new AtomicBoolean();
        LongAdder made = new LongAdder();
        LongAdder refusals = new LongAdder();
        List<FutureTask<Integer>> started = List.of(
                start(() -> callUntil(enough, tax, made, refusals)),
                start(() -> callUntil(enough, tax, made, refusals)),
                start(() -> lookUntil(enough, () -> calls("tax"))),
                start(() -> lookUntil(enough, () -> refused("tax"))));
        for (int version = 2; version <= 5; version++) {
            CompletableFuture<String> signal = new CompletableFuture<>();
            tax.later(signal);
            made.increment();
            host.unload("tax", KEEP_DRAINING);
            awaitMore(refusals, 1_000);
            signal.complete("now");
            host.unload("tax");
            load("tax", version + ".0.0");
            awaitMore(made, 1_000);
            host.reload("tax");
        }
        enough.set(true);
        for (FutureTask<Integer> each : started) {
            assertThat(each.get(LONG.toSeconds(), TimeUnit.SECONDS)).isPositive();
        }

        assertThat((long) calls("tax")).isEqualTo(made.sum());
        assertThat((long) refused("tax")).isEqualTo(refusals.sum());
    }

    private static FutureTask<Integer> start(Callable<Integer> body) {
        FutureTask<Integer> task = new FutureTask<>(body);
        Thread thread = new Thread(task, "load");
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    private static void awaitMore(LongAdder count, int more) {
        long before = count.sum();
        await().atMost(LONG).until(() -> count.sum() >= before + more);
    }

    private static int callUntil(AtomicBoolean enough, Work work, LongAdder made, LongAdder refusals) {
        int turns = 0;
        for (; !enough.get(); turns++) {
            try {
                work.run(() -> {});
                made.increment();
                work.later(CompletableFuture.completedFuture("now"));
                made.increment();
            } catch (PluginUnavailableException refused) {
                refusals.increment();
            }
        }
        return turns;
    }

    private static int lookUntil(AtomicBoolean enough, DoubleSupplier counter) {
        double before = counter.getAsDouble();
        int looks = 0;
        for (; !enough.get(); looks++) {
            double now = counter.getAsDouble();
            assertThat(now).as("look %d", looks).isGreaterThanOrEqualTo(before);
            before = now;
        }
        return looks;
    }

    @Test
    void drains_areTimed_apartFromThoseThatWereGivenUp() throws Exception {
        Work tax = load("tax", "1.0.0");
        tax.run(() -> host.unloadAsync("tax", AT_ONCE).join());
        assertThat(drains("tax", "resumed")).isEqualTo(1);
        assertThat(drains("tax", "stopping")).isZero();
        reload("tax", "2.0.0", UnloadPolicy.DEFAULT);
        host.unload("tax");

        assertThat(drains("tax", "stopping")).isEqualTo(2);
        assertThat(drains("tax", "resumed")).isEqualTo(1);
    }

    @Test
    void aDrainsTime_isThatBetweenItsSteps() throws Exception {
        List<Instant> steps = new CopyOnWriteArrayList<>();
        host.addListener(change -> steps.add(change.at()));
        load("tax", "1.0.0");
        steps.clear();
        host.unload("tax");

        assertThat(registry.get("rundown.plugin.drain")
                        .tags("plugin", "tax", "outcome", "stopping")
                        .timer()
                        .totalTime(TimeUnit.NANOSECONDS))
                .isEqualTo((double) Duration.between(steps.get(0), steps.get(1)).toNanos());
    }

    @Test
    void aPluginThatLeaks_isCounted_andOneThatDoesNotIsNot() throws Exception {
        Work tax = load("tax", "1.0.0");
        load("fraud", "1.0.0");
        AtomicReference<Object> kept = new AtomicReference<>();
        tax.keep(kept::set);
        UnloadReport leak = host.unload("tax");
        UnloadReport none = host.unload("fraud");

        assertThat(leak.reclamation().verifyNow(LONG)).isEqualTo(Verdict.LEAKED);
        assertThat(none.reclamation().verifyNow(LONG)).isEqualTo(Verdict.RECLAIMED);
        await().until(() -> leaks("tax") == 1);
        assertThat(leaks("fraud")).isZero();
        assertThat(kept).doesNotHaveNullValue();
    }

    @Test
    void aPluginWhoseStartFailed_mayLeak_thoughItNeverServed() throws Exception {
        assertThatThrownBy(() -> host.load(PluginJar.writeFailing(folder, "bad")))
                .isInstanceOf(PluginLoadException.class);
        assertThat(host.unreclaimed().get(0).verifyNow(LONG)).isEqualTo(Verdict.LEAKED);

        await().until(() -> leaks("bad") == 1);
        assertThat(calls("bad")).isZero();
        assertThat(gauge("generations", "bad")).isZero();
        Kept.clear();
    }

    private double leaks(String id) {
        return registry.get("rundown.plugin.leaks").tag("plugin", id).counter().count();
    }

    // ------------------------------------------------------------------------ coming and going

    @Test
    void pluginsThatAreThereAlready_andThoseThatComeLater_areThere() throws Exception {
        load("tax", "1.0.0");
        MeterRegistry late = new SimpleMeterRegistry();
        metrics.bindTo(late);
        load("fraud", "1.0.0");

        for (String id : List.of("tax", "fraud")) {
            assertThat(late.get("rundown.plugin.calls")
                            .tag("plugin", id)
                            .functionCounter()
                            .count())
                    .isZero();
        }
        assertThat(late.get("rundown.plugins").gauge().value()).isEqualTo(2);
        assertThat(registry.get("rundown.plugins").gauge().value()).isEqualTo(2);
    }

    @Test
    void aPluginThatIsUnloaded_keepsItsMeters() throws Exception {
        load("tax", "1.0.0").run(() -> {});
        host.unload("tax");

        assertThat(registry.get("rundown.plugins").gauge().value()).isZero();
        assertThat(gauge("generations", "tax")).isZero();
        assertThat(gauge("inflight", "tax")).isZero();
        assertThat(calls("tax")).isEqualTo(1);
    }

    @Test
    void tags_areOnEveryMeter() throws Exception {
        MeterRegistry tagged = new SimpleMeterRegistry();
        try (PluginHostMetrics own = new PluginHostMetrics(host, List.of(Tag.of("host", "east")))) {
            own.bindTo(tagged);
            load("tax", "1.0.0");

            assertThat(tagged.getMeters())
                    .hasSize(8)
                    .allSatisfy(each -> assertThat(each.getId().getTag("host")).isEqualTo("east"));
        }
    }

    @Test
    void closed_theyLeaveNothingInAnyRegistry_andListenNoMore() throws Exception {
        MeterRegistry other = new SimpleMeterRegistry();
        metrics.bindTo(other);
        load("tax", "1.0.0");
        assertThat(registry.getMeters()).isNotEmpty();
        metrics.close();
        metrics.close();
        load("fraud", "1.0.0");
        host.unload("tax");

        assertThat(registry.getMeters()).isEmpty();
        assertThat(other.getMeters()).isEmpty();
    }

    @Test
    void boundTwiceToARegistry_theyCountOnce_andAreGoneWithTheirClose() throws Exception {
        metrics.bindTo(registry);
        load("tax", "1.0.0").run(() -> host.unloadAsync("tax", AT_ONCE).join());

        assertThat(drains("tax", "resumed")).isEqualTo(1);
        metrics.close();
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void aPluginThatWasTakenOutWhileBusy_isStillRead() throws Exception {
        CompletableFuture<String> signal = new CompletableFuture<>();
        load("tax", "1.0.0").later(signal);
        host.apply(HostChange.begin().unload("tax"), KEEP_DRAINING);

        assertThat(gauge("inflight", "tax")).isEqualTo(1);
        assertThat(gauge("generations", "tax")).isEqualTo(1);
        assertThat(calls("tax")).isEqualTo(1);
        signal.complete("now");
    }

    @Test
    void metersOfOthers_stayWhenTheyAreClosed() throws Exception {
        Meter others = registry.counter("checkout.orders");
        load("tax", "1.0.0");
        metrics.close();

        assertThat(registry.getMeters()).containsExactly(others);
    }

    @Test
    void closed_theyBindToNothing() {
        metrics.close();

        assertThatThrownBy(() -> metrics.bindTo(registry)).isInstanceOf(IllegalStateException.class);
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void aHostThatIsClosed_goesOnBeingRead() throws Exception {
        load("tax", "1.0.0").run(() -> {});
        host.close();

        assertThat(calls("tax")).isEqualTo(1);
        assertThat(registry.get("rundown.plugins").gauge().value()).isZero();
    }

    @Test
    void aRegistry_doesNotKeepTheHost() throws Exception {
        WeakReference<PluginHost> forgotten = bindAndForget();

        await().until(() -> {
            System.gc();
            return forgotten.get() == null;
        });
        assertThat(registry.get("rundown.plugin.calls").tag("plugin", "rates").functionCounter())
                .isNotNull();
    }

    private WeakReference<PluginHost> bindAndForget() throws IOException {
        PluginHost other = openHost();
        new PluginHostMetrics(other, List.of(Tag.of("host", "other"))).bindTo(registry);
        other.load(PluginJar.write(folder, "rates", "1.0.0"));
        other.close();
        return new WeakReference<>(other);
    }
}
