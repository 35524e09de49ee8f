package io.rundown.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import io.rundown.host.model.Drain;
import io.rundown.host.model.GenerationUnload.Outcome;
import io.rundown.host.model.PluginUnavailableException;
import io.rundown.host.model.ReloadReport;
import io.rundown.host.model.UnloadPolicy;
import io.rundown.host.model.UnloadPolicy.OnTimeout;
import io.rundown.host.model.UnloadReport;
import io.rundown.host.testing.HeldCall;
import io.rundown.host.testing.LoggedLines;
import io.rundown.host.testing.Runner;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

class StuckCallsTest extends HostFixture {

    private static final Duration FIVE = Duration.ofSeconds(5);
    private static final String WHAT_TO_DO =
            ". PluginHost.inFlight shows the stacks, an unload with OnTimeout.FORCE" + " interrupts the threads";

    private final ManualAlarms time = new ManualAlarms();
    private final LoggedLines log = LoggedLines.listen();

    @BeforeEach
    void openHostWithManualTime() {
        openHost(builder -> builder.alarms(time));
    }

    @AfterEach
    void stopListening() {
        log.close();
    }

    private List<String> reports() {
        return log.at(Level.WARN).stream()
                .filter(each -> each.contains("draining for"))
                .toList();
    }

    private List<String> ends() {
        return log.at(Level.INFO).stream()
                .filter(each -> each.contains("had been inside") || each.contains("last look"))
                .toList();
    }

    private CompletableFuture<UnloadReport> beginUnload(UnloadPolicy policy) {
        CompletableFuture<UnloadReport> unload = host.unloadAsync("tax", policy);
        await().until(() -> time.size() == 1);
        return unload;
    }

    @Test
    void aCallThatDoesNotEnd_isReportedAgainAndAgain_andOnceMoreWhenItEnds() throws Exception {
        HeldCall call = HeldCall.in(load("tax", "1.0.0"));
        CompletableFuture<UnloadReport> unload = beginUnload(UnloadPolicy.DEFAULT);

        time.pass(Duration.ofMillis(4_999));
        assertThat(reports()).isEmpty();
        time.pass(Duration.ofMillis(1));
        assertThat(reports())
                .containsExactly("Plugin 'tax' 1.0.0 (generation 1): draining for 5 s; 1 call inside, the longest at"
                        + " least 5 s: Runner.run on 'held-call'; next report in 10 s" + WHAT_TO_DO);
        time.pass(Duration.ofSeconds(10));
        time.pass(Duration.ofSeconds(20));
        assertThat(reports()).hasSize(3).last().asString().contains("draining for 35 s", "next report in 40 s");
        time.pass(Duration.ofSeconds(3));
        assertThat(ends()).isEmpty();
        call.release();

        assertThat(unload.get(30, TimeUnit.SECONDS).unloaded()).isTrue();
        await().until(() -> !ends().isEmpty());
        assertThat(ends())
                .containsExactly("Plugin 'tax' 1.0.0 (generation 1): drained after 38 s; the call Runner.run on"
                        + " 'held-call' had been inside at least 35 s");
        assertThat(time.size()).isZero();
    }

    @Test
    void itsStack_isThereForThoseWhoDebug() throws Exception {
        HeldCall call = HeldCall.in(load("tax", "1.0.0"));
        CompletableFuture<UnloadReport> unload = beginUnload(UnloadPolicy.DEFAULT);
        time.pass(FIVE);
        call.release();
        unload.get(30, TimeUnit.SECONDS);

        assertThat(log.at(Level.DEBUG))
                .anyMatch(each -> each.contains("'held-call'") && each.contains("CountDownLatch.await"));
    }

    @Test
    void anAsynchronousCallThatIsNotCompleted_isReportedAsSuch() throws Exception {
        Runner runner = load("tax", "1.0.0");
        CompletableFuture<String> signal = new CompletableFuture<>();
        runner.later(signal);
        CompletableFuture<UnloadReport> unload = beginUnload(UnloadPolicy.DEFAULT);

        time.pass(FIVE);
        assertThat(reports())
                .singleElement()
                .asString()
                .startsWith("Plugin 'tax' 1.0.0 (generation 1): draining for 5 s; 1 asynchronous call not completed")
                .contains(": Runner.later; next report in 10 s");
        signal.complete("now");

        assertThat(unload.get(30, TimeUnit.SECONDS).unloaded()).isTrue();
        assertThat(ends())
                .singleElement()
                .asString()
                .startsWith("Plugin 'tax' 1.0.0 (generation 1): drained after 5 s; at the last look there was 1"
                        + " asynchronous call not completed");
    }

    @Test
    void aDrainThatIsOverInTime_isNotReported_andLeavesNoAlarm() throws Exception {
        HeldCall call = HeldCall.in(load("tax", "1.0.0"));
        CompletableFuture<UnloadReport> unload = beginUnload(UnloadPolicy.DEFAULT);
        time.pass(Duration.ofSeconds(4));
        call.release();
        unload.get(30, TimeUnit.SECONDS);

        assertThat(time.size()).isZero();
        assertThat(reports()).isEmpty();
        assertThat(ends()).isEmpty();
    }

    @Test
    void aPluginThatNobodyCalls_needsNoAlarm() {
        load("tax", "1.0.0");
        AtomicReference<Integer> alarms = new AtomicReference<>();
        host.addListener(change -> alarms.set(time.size()));
        host.unload("tax");

        assertThat(alarms).hasValue(0);
    }

    @Test
    void aPluginThatServesAgain_isReportedNoMore() throws Exception {
        HeldCall call = HeldCall.in(load("tax", "1.0.0"));
        Thread operator = new Thread(() -> host.unload("tax"));
        operator.start();
        await().until(() -> time.size() == 1);
        time.pass(FIVE);
        operator.interrupt();
        operator.join();

        assertThat(ends())
                .containsExactly(
                        "Plugin 'tax' 1.0.0 (generation 1): serves again, as its unload was given up after 5 s;"
                                + " the call Runner.run on 'held-call' had been inside at least 5 s");
        assertThat(time.size()).isZero();
        call.release();
    }

    @Test
    void aPluginThatIsLeftDraining_isReportedWithoutAnybodyWaiting() throws Exception {
        HeldCall call = HeldCall.in(load("tax", "1.0.0"));
        assertThat(host.unload("tax", KEEP_DRAINING).plugin().outcome()).isEqualTo(Outcome.STILL_DRAINING);

        time.pass(FIVE);
        assertThat(reports()).hasSize(1);
        call.release();
        call.result();

        await().until(() -> ends().size() == 1);
        assertThat(ends().get(0)).contains("drained after 5 s");
        assertThat(time.size()).isZero();
        host.unload("tax");
        assertThat(ends()).hasSize(1);
    }

    @Test
    void aReplacedGeneration_isReportedWhileTheNewOneServes() throws Exception {
        HeldCall call = HeldCall.in(load("tax", "1.0.0"));
        ReloadReport reload = host.reload("tax", jar("tax", "2.0.0"), KEEP_DRAINING);
        assertThat(reload.switched()).isTrue();

        time.pass(FIVE);
        assertThat(reports())
                .singleElement()
                .asString()
                .startsWith("Plugin 'tax' 1.0.0 (generation 1): draining for 5 s; 1 call inside");
        call.release();

        await().until(() -> ends().size() == 1);
    }

    @Test
    void callsThatAreForcedOut_areToldAtTheEnd() throws Exception {
        Runner runner = load("tax", "1.0.0");
        CompletableFuture<String> release = new CompletableFuture<>();
        CompletableFuture<Boolean> inside = new CompletableFuture<>();
        Thread deaf = new Thread(() -> {
            try {
                runner.run(() -> {
                    inside.complete(true);
                    return release.join();
                });
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        deaf.start();
        inside.get(30, TimeUnit.SECONDS);
        assertThat(host.unload("tax", KEEP_DRAINING).unloaded()).isFalse();
        time.pass(FIVE);

        UnloadReport report = host.unload("tax", AT_ONCE.withOnTimeout(OnTimeout.FORCE));
        assertThat(report.plugin().drain().abandoned())
                .singleElement()
                .satisfies(abandoned -> assertThat(abandoned.atLeast()).isEqualTo(FIVE));
        assertThat(ends()).singleElement().asString().contains("goes without waiting any longer, after 5 s");
        assertThat(time.size()).isZero();
        release.complete("done");
        deaf.join();
    }

    @Test
    void reportsCanBeSwitchedOff() throws Exception {
        openHost(builder -> builder.alarms(time).stuckCallsAfter(Duration.ZERO));
        HeldCall call = HeldCall.in(load("tax", "1.0.0"));
        host.unload("tax", KEEP_DRAINING);

        assertThat(time.size()).isZero();
        call.release();
    }

    @Test
    void aTimeBelowZero_isRefused() {
        assertThatThrownBy(() -> PluginHost.builder().stuckCallsAfter(Duration.ofNanos(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must not be negative");
    }

    @Test
    void intervalsGrowUpToAnHour() {
        assertThat(StuckCalls.next(FIVE)).isEqualTo(Duration.ofSeconds(10));
        assertThat(StuckCalls.next(Duration.ofMinutes(40))).isEqualTo(Duration.ofHours(1));
        assertThat(StuckCalls.next(Duration.ofHours(3))).isEqualTo(Duration.ofHours(3));
    }

    @Test
    void theHostsOwnAlarms_wakeAndAreForgottenWhenCanceled() {
        Alarms alarms = new HostAlarms();
        List<String> rung = new CopyOnWriteArrayList<>();
        alarms.after(Duration.ZERO, () -> {
            throw new IllegalStateException("broken");
        });
        Alarms.Alarm canceled = alarms.after(Duration.ofHours(1), () -> rung.add("canceled"));
        canceled.cancel();
        canceled.cancel();
        alarms.after(Duration.ofMillis(1), () -> rung.add(Thread.currentThread().getName()));

        await().until(() -> !rung.isEmpty());
        assertThat(rung).containsExactly("rundown-alarms");
        assertThat(log.at(Level.WARN)).anyMatch(each -> each.contains("IllegalStateException: broken"));
    }

    // ------------------------------------------------------------------------ reports that come early, fail, or cannot
    // be

    @Test
    void aDrainThatIsTakenUpAgain_isToldFromItsBeginning() throws Exception {
        Runner runner = load("tax", "1.0.0");
        HeldCall call = HeldCall.in(runner);
        host.unload("tax", KEEP_DRAINING);
        assertThatThrownBy(runner::version).isInstanceOf(PluginUnavailableException.class);
        time.pass(FIVE);

        Drain drain = host.unload("tax", AT_ONCE).plugin().drain();
        assertThat(drain.took()).isEqualTo(FIVE);
        assertThat(drain.refused()).isEqualTo(1);
        call.release();
    }

    @Test
    void aFirstReportThatComesBeforeItsAlarmIsKnown_leavesNoAlarmBehind() throws Exception {
        openHost(builder -> builder.alarms(new FirstAtOnce(time)));
        HeldCall call = HeldCall.in(load("tax", "1.0.0"));
        host.unload("tax", KEEP_DRAINING);
        assertThat(reports()).hasSize(1);
        assertThat(time.size()).isEqualTo(1);
        call.release();
        call.result();

        await().until(() -> time.size() == 0);
    }

    /** The first alarm rings before whoever sets it gets it. */
    private record FirstAtOnce(ManualAlarms time, AtomicBoolean rung) implements Alarms {

        FirstAtOnce(ManualAlarms time) {
            this(time, new AtomicBoolean());
        }

        @Override
        public Alarm after(Duration delay, Runnable body) {
            Alarm set = time.after(delay, body);
            if (rung.compareAndSet(false, true)) {
                time.pass(delay);
            }
            return set;
        }

        @Override
        public void soon(Runnable body) {
            time.soon(body);
        }

        @Override
        public long nanoTime() {
            return time.nanoTime();
        }
    }

    @Test
    void aReportThatFails_isNotTheLast() throws Exception {
        HeldCall call = HeldCall.in(load("tax", "1.0.0"));
        host.unload("tax", KEEP_DRAINING);
        BrokenLogging broken = new BrokenLogging();
        broken.attach();
        try {
            assertThatThrownBy(() -> time.pass(FIVE)).hasMessage("disk full");
        } finally {
            broken.detach();
        }
        time.pass(Duration.ofSeconds(10));

        assertThat(reports()).last().asString().contains("draining for 15 s");
        call.release();
    }

    /** Throws what logging throws that is configured to. */
    private static final class BrokenLogging extends TurboFilter {

        private final LoggerContext logging = (LoggerContext) LoggerFactory.getILoggerFactory();

        void attach() {
            logging.addTurboFilter(this);
        }

        void detach() {
            logging.getTurboFilterList().remove(this);
        }

        @Override
        public FilterReply decide(
                Marker marker, Logger logger, Level level, String format, Object[] arguments, Throwable failure) {
            if (level == Level.WARN && format != null && format.contains("draining for")) {
                throw new IllegalStateException("disk full");
            }
            return FilterReply.NEUTRAL;
        }
    }

    @Test
    void withoutAThread_theHostsOwnAlarmsSayThatNothingIsReported_andRingOnceThereIsOne() {
        AtomicBoolean noMore = new AtomicBoolean(true);
        Alarms alarms = new HostAlarms(
                body -> {
                    if (noMore.get()) {
                        throw new OutOfMemoryError("unable to create native thread");
                    }
                    return HostThreads.make("alarms", body);
                },
                Duration.ofSeconds(10));
        List<String> rung = new CopyOnWriteArrayList<>();
        alarms.after(Duration.ZERO, () -> rung.add("first")).cancel();
        alarms.soon(() -> rung.add("second"));
        assertThat(log.at(Level.WARN))
                .hasSize(2)
                .allMatch(each -> each.contains("Stuck calls are not reported for now")
                        && each.contains("unable to create native thread"));

        noMore.set(false);
        alarms.soon(() -> rung.add("third"));
        await().until(() -> rung.contains("third"));
    }
}
