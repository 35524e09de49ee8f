package io.rundown.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rundown.host.internal.jfr.Flight;
import io.rundown.host.model.CleanUpPolicy;
import io.rundown.host.model.HostChange;
import io.rundown.host.model.Leftover.Kind;
import io.rundown.host.model.PluginUnavailableException;
import io.rundown.host.model.Reclamation;
import io.rundown.host.model.Reclamation.Verdict;
import io.rundown.host.testing.HeldCall;
import io.rundown.host.testing.Planted;
import io.rundown.host.testing.PluginJars;
import io.rundown.host.testing.Recorded;
import io.rundown.host.testing.Registry;
import io.rundown.host.testing.Runner;
import io.rundown.host.testing.StubbornLoader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import jdk.jfr.Configuration;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FlightRecorderTest extends HostFixture {

    private final Recorded recorded = Recorded.begin();

    @AfterEach
    void stopRecording() {
        recorded.close();
    }

    private RecordedEvent only(String name) throws IOException {
        List<RecordedEvent> events = recorded.events(folder, name);
        assertThat(events).hasSize(1);
        return events.get(0);
    }

    @Test
    void aLoad_tellsWhatWasLoadedAndFromWhere() throws Exception {
        load("tax", "1.0.0");

        RecordedEvent event = only("PluginLoad");
        assertThat(event.getString("plugin")).isEqualTo("tax");
        assertThat(event.getString("version")).isEqualTo("1.0.0");
        assertThat(event.getInt("generation")).isEqualTo(1);
        assertThat(event.getString("file")).endsWith("tax-1.0.0.jar");
        assertThat(event.getDuration("startTaken")).isPositive();
    }

    @Test
    void aFailedLoad_isNone() throws Exception {
        assertThatThrownBy(() -> host.load(PluginJars.plugin(folder, "bad", "1.0.0")
                        .pluginClass("com.acme.Bad", "@Override public void start() { throw new Error(); }")
                        .jar("bad.jar")))
                .hasMessageContaining("start()");

        assertThat(recorded.events(folder, "PluginLoad")).isEmpty();
        RecordedEvent close = only("PluginClose");
        assertThat(close.getString("plugin")).isEqualTo("bad");
        assertThat(close.getString("outcome")).isEqualTo("CLOSED");
    }

    @Test
    void anUnload_tellsOfItsDrainStopCleanUpAndClose_oneAfterTheOther() throws Exception {
        Runner runner = load("tax", "1.0.0");
        HeldCall call = HeldCall.in(runner);
        host.unload("tax", KEEP_DRAINING);
        assertThatThrownBy(runner::version).isInstanceOf(PluginUnavailableException.class);
        assertThatThrownBy(runner::version).isInstanceOf(PluginUnavailableException.class);
        call.release();
        call.result();
        host.unload("tax");

        RecordedEvent drain = only("PluginDrain");
        assertThat(drain.getString("plugin")).isEqualTo("tax");
        assertThat(drain.getLong("refused")).isEqualTo(2);
        assertThat(drain.getString("outcome")).isEqualTo("STOPPING");
        assertThat(drain.getLong("stillInside")).isZero();
        assertThat(drain.getString("insideAtTimeout")).contains("Runner.run on 'held-call'");
        assertThat(drain.getDuration()).isPositive();
        RecordedEvent stop = only("PluginStop");
        assertThat(stop.getString("outcome")).isEqualTo("STOPPED");
        assertThat(stop.getString("failure")).isEmpty();
        assertThat(stop.getStartTime()).isAfterOrEqualTo(drain.getEndTime());
        RecordedEvent cleanUp = only("PluginCleanUp");
        assertThat(cleanUp.getStartTime()).isAfterOrEqualTo(stop.getEndTime());
        assertThat(cleanUp.getString("kinds")).isEmpty();
        RecordedEvent close = only("PluginClose");
        assertThat(close.getString("outcome")).isEqualTo("CLOSED");
        assertThat(close.getStartTime()).isAfterOrEqualTo(cleanUp.getEndTime());
        assertThat(List.of(stop, cleanUp, close))
                .allSatisfy(each -> assertThat(each.getDuration()).isPositive());
        assertThat(recorded.events(folder, "PluginDelete")).isEmpty();
    }

    @Test
    void aDrainThatDoesNotEnd_isRecordedWhenItBegins() throws Exception {
        CompletableFuture<String> unfinished = new CompletableFuture<>();
        Runner runner = load("tax", "1.0.0");
        HeldCall call = HeldCall.in(runner);
        runner.later(unfinished);
        host.unload("tax", KEEP_DRAINING);
        host.unload("tax", KEEP_DRAINING);

        RecordedEvent begin = only("PluginDrainBegin");
        assertThat(begin.getString("plugin")).isEqualTo("tax");
        assertThat(begin.getString("version")).isEqualTo("1.0.0");
        assertThat(begin.getInt("generation")).isEqualTo(1);
        assertThat(begin.getString("why")).isEqualTo("unload of 'tax'");
        assertThat(begin.getLong("inside")).isEqualTo(2);
        assertThat(begin.getLong("asynchronous")).isEqualTo(1);
        assertThat(recorded.events(folder, "PluginDrain"))
                .as("it has not ended")
                .isEmpty();
        call.release();
        unfinished.complete("now");
    }

    @Test
    void theBeginningOfADrain_saysOnWhoseAccountADependentGoes() throws Exception {
        load("base", "1.0.0");
        load("top", "1.0.0", "base");
        host.reload("base");
        host.apply(HostChange.begin().unload("top"));

        assertThat(recorded.events(folder, "PluginDrainBegin"))
                .extracting(each -> each.getString("plugin") + ": " + each.getString("why"))
                .containsExactly("top: reload of 'base'", "base: reload of 'base'", "top: unload of 'top'");
    }

    @Test
    void aCleanUp_tellsHowMuchWasFound_andWhatBecameOfIt() throws Exception {
        openHost(builder -> builder.cleanUp(CleanUpPolicy.DEFAULT
                .with(Kind.SHUTDOWN_HOOK, CleanUpPolicy.Act.REPORT)
                .withThreadGrace(Duration.ofMillis(1))));
        host.load(Planted.leaving("several things")
                .source("Task", "class Task extends TimerTask { @Override public void run() {} }")
                .members("""
                        static final CountDownLatch END = new CountDownLatch(1);
                        static final Thread THREAD = new Thread(ThePlugin::shrug, "left-stubborn");
                        static final Thread HOOK = new Thread(() -> {}, "left-hook");
                        static Timer first;
                        static Timer second;
                        static void shrug() {
                            while (END.getCount() > 0) {
                                try { END.await(); } catch (InterruptedException e) { PluginEvents.add("shrug"); }
                            }
                        }
                        """)
                .start("""
                        first = new Timer("left-first"); first.schedule(new Task(), 3_600_000);
                        second = new Timer("left-second"); second.schedule(new Task(), 3_600_000);
                        THREAD.start();
                        Runtime.getRuntime().addShutdownHook(HOOK);
                        """)
                .undo("END.countDown(); Runtime.getRuntime().removeShutdownHook(HOOK);")
                .jar(folder));
        WeakReference<ClassLoader> loader = loaderBehind(runner(Planted.ID));
        host.unload(Planted.ID);

        RecordedEvent cleanUp = only("PluginCleanUp");
        assertThat(cleanUp.getString("plugin")).isEqualTo(Planted.ID);
        assertThat(cleanUp.getLong("cleaned")).isEqualTo(2);
        assertThat(cleanUp.getLong("stillThere")).isEqualTo(1);
        assertThat(cleanUp.getLong("reported")).isEqualTo(1);
        assertThat(cleanUp.getString("kinds").split(", "))
                .containsExactlyInAnyOrder("TIMER", "THREAD", "SHUTDOWN_HOOK");
        assertThat(cleanUp.getString("failure")).isEmpty();
        assertThat(cleanUp.getDuration()).isPositive();
        Planted.undo(loader);
    }

    @Test
    void aDeletion_isAStepOfItsOwn() throws Exception {
        host.load(PluginJars.plugin(folder, "tax", "1.0.0")
                .pluginClass(
                        "com.acme.Deleted",
                        "@Override public void delete() { throw new IllegalStateException(\"no disk\"); }")
                .jar("tax.jar"));
        host.asPluginManager().deletePlugin("tax");

        RecordedEvent delete = only("PluginDelete");
        assertThat(delete.getString("outcome")).isEqualTo("FAILED");
        assertThat(delete.getString("failure")).isEqualTo("java.lang.IllegalStateException: no disk");
        assertThat(delete.getStartTime()).isAfterOrEqualTo(only("PluginStop").getEndTime());
        assertThat(only("PluginCleanUp").getStartTime()).isAfterOrEqualTo(delete.getEndTime());
    }

    @Test
    void anUnloadThatIsGivenUp_tellsThatThePluginServesAgain() throws Exception {
        HeldCall call = HeldCall.in(load("tax", "1.0.0"));
        host.unload("tax", AT_ONCE);

        RecordedEvent drain = only("PluginDrain");
        assertThat(drain.getString("outcome")).isEqualTo("ACTIVE");
        assertThat(drain.getLong("stillInside")).isEqualTo(1);
        assertThat(recorded.events(folder, "PluginStop")).isEmpty();
        call.release();
    }

    @Test
    void aRefusal_countsInTheDrainThatItFellInto() throws Exception {
        Runner runner = load("tax", "1.0.0");
        HeldCall call = HeldCall.in(runner);
        host.unload("tax", KEEP_DRAINING);
        assertThatThrownBy(runner::version).isInstanceOf(PluginUnavailableException.class);
        host.unload("tax", AT_ONCE);
        host.unload("tax", AT_ONCE);

        assertThat(recorded.events(folder, "PluginDrain"))
                .extracting(each -> each.getLong("refused"))
                .containsExactly(1L, 0L);
        call.release();
    }

    @Test
    void aThreshold_leavesOutWhatTookLess_andNothingElse() throws Exception {
        recorded.withThreshold(Duration.ofHours(1));
        load("tax", "1.0.0");
        host.unload("tax");
        recorded.withThreshold(Duration.ofNanos(1_000));
        load("fraud", "1.0.0");
        host.unload("fraud");

        for (String each : List.of("PluginDrain", "PluginStop", "PluginClose")) {
            assertThat(only(each).getString("plugin")).as(each).isEqualTo("fraud");
        }
    }

    @Test
    void aStopThatFails_tellsWhatItThrew() throws Exception {
        host.load(PluginJars.plugin(folder, "bad", "1.0.0")
                .pluginClass(
                        "com.acme.Bad",
                        "@Override public void stop() { throw new IllegalStateException(\"no disk\"); }")
                .jar("bad.jar"));
        host.unload("bad");

        RecordedEvent stop = only("PluginStop");
        assertThat(stop.getString("outcome")).isEqualTo("FAILED");
        assertThat(stop.getString("failure")).isEqualTo("java.lang.IllegalStateException: no disk");
    }

    @Test
    void aCloseThatFails_tellsWhatItThrew_andTheNextOneThatItWentWell() throws Exception {
        AtomicBoolean broken = new AtomicBoolean(true);
        openHost(builder -> builder.pluginLoader(manager -> StubbornLoader.forAll(() -> {
            if (broken.get()) {
                throw new IOException("no disk");
            }
        })));
        load("tax", "1.0.0");
        assertThat(host.unload("tax").unloaded()).isFalse();
        broken.set(false);
        assertThat(host.unload("tax").unloaded()).isTrue();

        List<RecordedEvent> closes = recorded.events(folder, "PluginClose");
        assertThat(closes).extracting(each -> each.getString("outcome")).containsExactly("NOT_CLOSED", "CLOSED");
        assertThat(closes)
                .extracting(each -> each.getString("failure"))
                .containsExactly("java.io.IOException: no disk", "");
    }

    // ------------------------------------------------------------------------ calls

    @Test
    void asynchronousCallsThatAreNotNamed_areCounted() throws Exception {
        ManualAlarms time = new ManualAlarms();
        openHost(builder -> builder.alarms(time));
        Runner runner = load("tax", "1.0.0");
        CompletableFuture<String> signal = new CompletableFuture<>();
        for (int i = 0; i < 150; i++) {
            runner.later(signal);
        }
        host.unload("tax", KEEP_DRAINING);
        time.pass(Duration.ofSeconds(5));

        List<RecordedEvent> stuck = recorded.events(folder, "StuckCall");
        assertThat(stuck).hasSize(101).allSatisfy(each -> {
            assertThat(each.getString("plugin")).isEqualTo("tax");
            assertThat(each.getDuration("drainingFor")).isEqualTo(Duration.ofSeconds(5));
        });
        assertThat(stuck.get(100).getLong("asynchronous")).isEqualTo(50);
        assertThat(stuck.get(100).getString("method")).isEmpty();
        signal.complete("now");
    }

    @Test
    void ofADeepStack_theInnermostFramesAreRecorded() throws Exception {
        ManualAlarms time = new ManualAlarms();
        openHost(builder -> builder.alarms(time));
        Runner runner = load("tax", "1.0.0");
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        FutureTask<Object> deep = new FutureTask<>(() -> runner.run(() -> descend(100, inside, leave)));
        Thread thread = new Thread(deep, "deep");
        thread.setDaemon(true);
        thread.start();
        inside.await();
        host.unload("tax", KEEP_DRAINING);
        await().until(() -> thread.getState() == Thread.State.WAITING);
        time.pass(Duration.ofSeconds(5));

        assertThat(only("StuckCall").getString("holderStack").lines())
                .hasSize(64)
                .anyMatch(frame -> frame.contains("CountDownLatch.await"))
                .noneMatch(frame -> frame.contains("com.acme"));
        leave.countDown();
        assertThat(deep.get(30, TimeUnit.SECONDS)).isEqualTo(0);
    }

    private static int descend(int depth, CountDownLatch inside, CountDownLatch leave) throws InterruptedException {
        if (depth > 0) {
            return descend(depth - 1, inside, leave);
        }
        inside.countDown();
        leave.await();
        return depth;
    }

    @Test
    void refusedCalls_areRecordedIfAskedFor_withTheCallersStack() throws Exception {
        Runner runner = load("tax", "1.0.0");
        host.unload("tax");
        assertThatThrownBy(runner::version).isInstanceOf(PluginUnavailableException.class);
        assertThat(recorded.events(folder, "CallRefused")).isEmpty();

        recorded.withRefusedCalls();
        assertThatThrownBy(runner::version).isInstanceOf(PluginUnavailableException.class);

        RecordedEvent refused = only("CallRefused");
        assertThat(refused.getString("plugin")).isEqualTo("tax");
        assertThat(refused.getString("version")).isEqualTo("1.0.0");
        assertThat(refused.getInt("generation")).isEqualTo(1);
        assertThat(refused.getString("phase")).isEqualTo("CLOSED");
        assertThat(refused.getString("reason")).isEqualTo("it has been unloaded");
        assertThat(refused.getStackTrace().getFrames())
                .anyMatch(frame -> frame.getMethod()
                        .getType()
                        .getName()
                        .startsWith(getClass().getName()));
    }

    @Test
    void aVerdict_isTold() throws Exception {
        Reclamation levy = reclaimed("levy");
        // The verdict is known before it is told, and plugins of other tests may go at the same time.
        await().until(() -> verdictsOn("levy").size() == 1);

        RecordedEvent told = verdictsOn("levy").get(0);
        assertThat(told.getString("verdict")).isEqualTo("RECLAIMED");
        assertThat(told.getDuration("taken")).isEqualTo(levy.took().orElseThrow());
        assertThat(told.getInt("survived")).isEqualTo(levy.survived());
    }

    @Test
    void aLeak_isTold() throws Exception {
        openHostThatTellsLeaksAtOnce();
        host.load(PluginJars.plugin(folder, "sieve", "1.0.0")
                .pluginClass("com.acme.Sieve", "@Override public void start() { Registry.add(this); }")
                .jar("sieve.jar"));
        Reclamation sieve = host.unload("sieve").reclamation();
        assertThat(sieve.verifyNow(HeldCall.LONG)).isEqualTo(Verdict.LEAKED);
        await().until(() -> verdictsOn("sieve").size() == 1);

        RecordedEvent told = verdictsOn("sieve").get(0);
        assertThat(told.getString("verdict")).isEqualTo("LEAKED");
        assertThat(told.getString("version")).isEqualTo("1.0.0");
        assertThat(told.getInt("generation")).isEqualTo(1);
        assertThat(told.getDuration("taken")).isZero();
        assertThat(told.getInt("survived")).isGreaterThanOrEqualTo(3);
        Registry.clear();
    }

    private List<RecordedEvent> verdictsOn(String id) throws IOException {
        return recorded.events(folder, "PluginReclamation").stream()
                .filter(each -> each.getString("plugin").equals(id))
                .toList();
    }

    @Test
    void theSettingsInTheJar_nameEveryEventAndNoOther() throws Exception {
        Configuration settings;
        try (Reader in = new InputStreamReader(
                Objects.requireNonNull(PluginHost.class.getResourceAsStream("/rundown.jfc")), StandardCharsets.UTF_8)) {
            settings = Configuration.create(in);
        }
        Set<String> named = settings.getSettings().keySet().stream()
                .map(key -> key.substring(0, key.indexOf('#')))
                .collect(Collectors.toSet());

        Flight.refused("tax", "1.0.0", 1, "CLOSED", "it has been unloaded");
        Flight.stuckAsynchronous("tax", "1.0.0", 1, Duration.ZERO, 1);
        Flight.delete("tax", "1.0.0", 1);
        reclaimed("tax");
        Set<String> known = FlightRecorder.getFlightRecorder().getEventTypes().stream()
                .map(EventType::getName)
                .filter(name -> name.startsWith("io.rundown."))
                .collect(Collectors.toSet());
        assertThat(named).isEqualTo(known).hasSize(10);
    }

    @Test
    void theSettingsInTheJar_switchEveryEventOn_howeverShort() throws Exception {
        try (Reader in = new InputStreamReader(
                Objects.requireNonNull(PluginHost.class.getResourceAsStream("/rundown.jfc")), StandardCharsets.UTF_8)) {
            assertThat(Configuration.create(in).getSettings())
                    .allSatisfy((setting, value) ->
                            assertThat(value).isEqualTo(setting.endsWith("#threshold") ? "0 ns" : "true"));
        }
    }

    @Test
    void whereThereIsNoFlightRecorder_theHostWorksAllTheSame() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--limit-modules",
                        "java.management,java.logging,java.xml,java.naming,java.sql,jdk.unsupported,jdk.zipfs",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WithoutFlightRecorder.class.getName(),
                        jar("tax", "1.0.0").toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        await().until(() -> !process.isAlive());

        assertThat(said).endsWith("no flight recorder, unloaded: true" + System.lineSeparator());
    }

    /** A program for a JVM that has been cut down. */
    static final class WithoutFlightRecorder {

        public static void main(String[] plugins) {
            boolean there = ModuleLayer.boot().findModule("jdk.jfr").isPresent();
            try (PluginHost host = PluginHost.builder().build()) {
                host.load(Path.of(plugins[0]));
                Runner runner = host.extension(Runner.class, "tax");
                boolean unloaded = host.unload("tax").unloaded();
                assertThatThrownBy(runner::version).isInstanceOf(PluginUnavailableException.class);
                System.out.println((there ? "a" : "no") + " flight recorder, unloaded: " + unloaded);
            }
        }
    }

    /** Loads and unloads a plugin, and waits until it is gone and that has been told. */
    private Reclamation reclaimed(String id) throws Exception {
        load(id, "1.0.0");
        Reclamation reclamation = host.unload(id).reclamation();
        assertThat(reclamation.verifyNow(Duration.ofSeconds(30))).isEqualTo(Verdict.RECLAIMED);
        reclamation.whenDecided().toCompletableFuture().get(30, TimeUnit.SECONDS);
        return reclamation;
    }
}
