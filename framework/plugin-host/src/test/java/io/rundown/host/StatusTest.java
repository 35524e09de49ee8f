package io.rundown.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rundown.host.model.DrainProgress;
import io.rundown.host.model.GenerationPhase;
import io.rundown.host.model.GenerationStatus;
import io.rundown.host.model.PhaseChange;
import io.rundown.host.model.PluginTotals;
import io.rundown.host.model.PluginUnavailableException;
import io.rundown.host.model.UnknownPluginException;
import io.rundown.host.testing.HeldCall;
import io.rundown.host.testing.Runner;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class StatusTest extends HostFixture {

    private final List<PhaseChange> heard = new CopyOnWriteArrayList<>();

    private GenerationStatus statusOf(String id) {
        return host.status().plugin(id).orElseThrow();
    }

    private PhaseChange lastStep() {
        return heard.get(heard.size() - 1);
    }

    @Test
    void aGeneration_namesItsDependents() {
        load("rates", "1.0.0");
        load("carrier", "1.0.0", "rates");
        load("post", "1.0.0", "rates");
        load("tax", "1.0.0");

        assertThat(statusOf("rates").dependents()).containsExactly("carrier", "post");
        assertThat(statusOf("carrier").dependents()).isEmpty();
        assertThat(statusOf("tax").dependents()).isEmpty();
    }

    @Test
    void itSaysSinceWhenItStandsWhereItStands() throws Exception {
        host.addListener(heard::add);
        HeldCall call = HeldCall.in(load("tax", "1.0.0"));
        assertThat(statusOf("tax").phaseSince()).isEqualTo(lastStep().at());
        host.unload("tax", KEEP_DRAINING);

        assertThat(statusOf("tax").phase()).isEqualTo(GenerationPhase.DRAINING);
        assertThat(statusOf("tax").phaseSince()).isEqualTo(lastStep().at());
        call.release();
    }

    @Test
    void whileItDrains_itSaysSinceWhen_andHowManyCallsItHasRefusedSince() throws Exception {
        host.addListener(heard::add);
        Runner runner = load("tax", "1.0.0");
        HeldCall call = HeldCall.in(runner);
        assertThat(statusOf("tax").drain()).isNull();
        for (int refused = 1; refused <= 2; refused++) {
            host.unload("tax", KEEP_DRAINING);
            assertThatThrownBy(runner::version).isInstanceOf(PluginUnavailableException.class);
            DrainProgress drain = Objects.requireNonNull(statusOf("tax").drain());
            assertThat(drain.since()).isEqualTo(lastStep().at());
            assertThat(drain.refused()).isEqualTo(refused);
        }
        assertThat(host.unload("tax", AT_ONCE).unloaded()).isFalse();
        assertThat(statusOf("tax").drain()).isNull();
        host.unload("tax", KEEP_DRAINING);

        assertThat(statusOf("tax").refused()).isEqualTo(2);
        assertThat(Objects.requireNonNull(statusOf("tax").drain()).refused()).isZero();
        call.release();
    }

    @Test
    void whoIsInsideADrainingPlugin_isKnownToHaveBeenThereAsLong() throws Exception {
        ManualAlarms time = new ManualAlarms();
        openHost(builder -> builder.alarms(time));
        HeldCall call = HeldCall.in(load("tax", "1.0.0"));
        assertThat(host.inFlight("tax").get(0).atLeast()).isZero();
        host.unload("tax", KEEP_DRAINING);
        time.pass(HeldCall.LONG);

        assertThat(host.inFlight("tax").get(0).atLeast()).isEqualTo(HeldCall.LONG);
        call.release();
    }

    @Test
    void anAsynchronousCall_isAsOldAsItIs_howeverLongItsPluginDrains() {
        ManualAlarms time = new ManualAlarms();
        openHost(builder -> builder.alarms(time));
        CompletableFuture<String> signal = new CompletableFuture<>();
        load("tax", "1.0.0").later(signal);
        host.unload("tax", KEEP_DRAINING);
        time.pass(Duration.ofDays(1));

        assertThat(host.inFlight("tax"))
                .singleElement()
                .satisfies(call -> assertThat(call.atLeast()).isLessThan(Duration.ofDays(1)));
        signal.complete("now");
    }

    // ------------------------------------------------------------------------ totals

    @Test
    void totals_goOnThroughReloads() throws Exception {
        Runner runner = load("tax", "1.0.0");
        runner.version();
        runner.version();
        host.reload("tax", jar("tax", "2.0.0"));
        runner.version();

        assertThat(host.totals("tax")).isEqualTo(new PluginTotals("tax", 2, 1, 3, 0, 0));
        assertThat(statusOf("tax").calls()).isEqualTo(1);
    }

    @Test
    void totals_countWhatTheGenerationsOnTheirWayOutAreDoing() throws Exception {
        Runner runner = load("tax", "1.0.0");
        HeldCall old = HeldCall.in(runner);
        host.reload("tax", jar("tax", "2.0.0"), KEEP_DRAINING);
        HeldCall now = HeldCall.in(runner);

        assertThat(host.totals("tax")).isEqualTo(new PluginTotals("tax", 2, 2, 2, 2, 0));
        old.release();
        now.release();
    }

    @Test
    void totals_stayWhenThePluginIsUnloaded_andGoOnCountingRefusals() {
        Runner runner = load("tax", "1.0.0");
        runner.version();
        host.unload("tax");
        assertThatThrownBy(runner::version).isInstanceOf(PluginUnavailableException.class);
        assertThat(host.totals("tax")).isEqualTo(new PluginTotals("tax", 1, 0, 1, 0, 1));
        load("tax", "1.0.0");
        runner.version();

        assertThat(host.totals("tax")).isEqualTo(new PluginTotals("tax", 2, 1, 2, 0, 1));
    }

    @Test
    void totals_countTheRefusalsOfGenerationsThatAreGone() throws Exception {
        Runner runner = load("tax", "1.0.0");
        HeldCall call = HeldCall.in(runner);
        host.unload("tax", KEEP_DRAINING);
        assertThatThrownBy(runner::version).isInstanceOf(PluginUnavailableException.class);
        call.release();
        call.result();
        host.unload("tax");
        load("tax", "2.0.0");

        assertThat(host.totals("tax").refused()).isEqualTo(1);
        assertThat(statusOf("tax").refused()).isZero();
    }

    @Test
    void totals_countAnAsynchronousCallUntilItCompletes() {
        Runner runner = load("tax", "1.0.0");
        CompletableFuture<String> signal = new CompletableFuture<>();
        runner.later(signal);
        assertThat(host.totals("tax").inside()).isEqualTo(1);
        signal.complete("now");

        assertThat(host.totals("tax").inside()).isZero();
    }

    @Test
    void totals_countAnAsynchronousCallOnce_alsoWhenItsGenerationIsGone() {
        Runner runner = load("tax", "1.0.0");
        CompletableFuture<String> signal = new CompletableFuture<>();
        runner.later(signal);
        runner.version();
        assertThat(host.totals("tax").calls()).isEqualTo(2);
        assertThat(statusOf("tax").calls()).isEqualTo(2);
        signal.complete("now");
        host.unload("tax");

        assertThat(host.totals("tax").calls()).isEqualTo(2);
    }

    @Test
    void theStatus_hasTheTotalsOfEveryPluginThatEverServed() {
        load("tax", "1.0.0");
        load("fraud", "1.0.0");
        host.unload("tax");

        assertThat(host.status().totals()).extracting(PluginTotals::pluginId).containsExactly("fraud", "tax");
        assertThat(host.pluginCount()).isEqualTo(1);
        assertThatThrownBy(() -> host.totals("rates"))
                .isInstanceOf(UnknownPluginException.class)
                .hasMessage("No plugin 'rates' is loaded; loaded are fraud");
    }
}
