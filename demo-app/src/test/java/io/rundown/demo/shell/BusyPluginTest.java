package io.rundown.demo.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.rundown.demo.screen.Interruptible;
import io.rundown.demo.testing.PluginJar;
import io.rundown.demo.testing.Work;
import io.rundown.host.PluginHost;
import io.rundown.host.model.GenerationPhase;
import io.rundown.host.model.HostChange;
import io.rundown.host.model.PluginUnavailableException;
import io.rundown.host.model.UnloadPolicy;
import io.rundown.host.model.UnloadPolicy.OnTimeout;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the shell says and does while a call is inside a plugin. Whoever waits as long as is usual is too late. */
@Timeout(20)
@SuppressWarnings("NullAway.Init") // by the set-up
class BusyPluginTest {

    private static final UnloadPolicy KEEP_DRAINING =
            UnloadPolicy.DEFAULT.withDrainTimeout(Duration.ZERO).withOnTimeout(OnTimeout.KEEP_DRAINING);

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CountDownLatch inside = new CountDownLatch(1);
    private final CountDownLatch leave = new CountDownLatch(1);
    private final Thread caller = new Thread(this::call, "checkout-7");
    private PluginHost host;
    private Work work;

    @BeforeEach
    void holdACall() throws Exception {
        host = PluginHost.builder().workDirectory(folder.resolve("work")).build();
        host.load(PluginJar.write(folder, "tax", "1.0.0"));
        work = host.extension(Work.class, "tax");
        caller.start();
        inside.await();
    }

    private void call() {
        work.run(this::stay);
    }

    /** An interrupt ends it, as a forced unload hopes. */
    private void stay() {
        inside.countDown();
        try {
            leave.await();
        } catch (InterruptedException forcedOut) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void letGo() throws Exception {
        leave.countDown();
        caller.join();
        host.close();
    }

    private boolean say(String lines) throws IOException {
        Shell shell = new Shell(host, new PrintWriter(err), new Interruptible());
        return shell.reading(new BufferedReader(new StringReader(lines)), new PrintWriter(out), false);
    }

    private GenerationPhase phase() {
        return host.status().plugin("tax").orElseThrow().phase();
    }

    // ------------------------------------------------------------------------ unload

    @Test
    void anUnloadThatIsGivenUp_isAFailure_thatNamesWhoIsInside() throws Exception {
        assertThat(say("unload tax --timeout 1ms")).isFalse();

        assertThat(err.toString()).contains("Not unloaded: ", "RESUMED", "Work.run on 'checkout-7'");
        assertThat(phase()).isEqualTo(GenerationPhase.ACTIVE);
    }

    @Test
    void oneThatKeepsDraining_doesSo_andIsAFailureToo() throws Exception {
        assertThat(say("unload tax --timeout 1ms --policy keep-draining")).isFalse();

        assertThat(err.toString()).contains("Not unloaded: ", "STILL_DRAINING");
        assertThat(phase()).isEqualTo(GenerationPhase.DRAINING);
    }

    @Test
    void oneThatIsForced_interruptsTheCall_andGoesWell() throws Exception {
        assertThat(say("unload tax --timeout 1ms --policy force")).isTrue();

        assertThat(out.toString()).contains("FORCED", "Work.run on 'checkout-7'");
        assertThat(err.toString()).isEmpty();
        assertThat(host.pluginCount()).isZero();
    }

    // ------------------------------------------------------------------------ status and inflight

    @Test
    void aReplacedGenerationThatDrains_isShownBelowTheOneThatServes() throws Exception {
        host.reload("tax", PluginJar.write(folder, "tax", "2.0.0"), KEEP_DRAINING);
        assertThat(say("status")).isTrue();

        List<String> lines = out.toString().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(1)).matches("tax +2\\.0\\.0 +2 +ACTIVE +\\S+ +0 +0 +0");
        assertThat(lines.get(2)).matches("tax +1\\.0\\.0 +1 +DRAINING +\\S+ +1 +1 +0");
    }

    @Test
    void theCallInside_isShown_withItsThreadAndWhatItIsDoing() throws Exception {
        assertThat(say("inflight\ninflight tax\n")).isTrue();

        List<String> lines = out.toString().lines().toList();
        assertThat(lines).hasSize(6);
        assertThat(lines.get(0)).isEqualTo("1 call inside");
        assertThat(lines.get(2))
                .matches("tax +1 +Work\\.run +checkout-7 +\\S+ +BusyPluginTest\\.stay:\\d+ in Unsafe\\.park");
        assertThat(lines.get(5)).startsWith("tax ");
    }

    @Test
    void theCallInsideAPluginThatWasTakenOut_isShownAsWell() throws Exception {
        host.apply(HostChange.begin().unload("tax"), KEEP_DRAINING);
        assertThat(say("inflight")).isTrue();

        assertThat(out.toString().lines()).hasSize(3).first().isEqualTo("1 call inside");
    }

    @Test
    void leaks_explainsThePluginThatItIsAskedFor_andNoOther() throws Exception {
        host.load(PluginJar.write(folder, "fraud", "1.0.0"));
        host.unload("fraud");

        assertThat(say("leaks --explain tax")).isFalse();
        assertThat(err.toString()).contains("Nothing unloaded of 'tax' is in memory");
    }

    // ------------------------------------------------------------------------ recordings

    private List<String> eventsIn(Path recording) throws IOException {
        return RecordingFile.readAllEvents(recording).stream()
                .map(each -> each.getEventType().getName())
                .toList();
    }

    @Test
    void aRecording_hasWhatTheHostTells_refusedCallsIncluded() throws Exception {
        host.addListener(change -> {
            if (change.to() == GenerationPhase.DRAINING) {
                callOnce();
            }
        });
        Path file = folder.resolve("host.jfr");
        assertThat(say("jfr start " + file + "\nunload tax --timeout 1ms --policy force\njfr stop\njfr"))
                .isTrue();

        assertThat(eventsIn(file))
                .contains("io.rundown.PluginDrain", "io.rundown.CallRefused", "io.rundown.PluginClose");
        assertThat(out.toString().lines()).last().isEqualTo("No recording");
    }

    private void callOnce() {
        try {
            work.run(() -> {});
        } catch (PluginUnavailableException refused) {
            assertThat(refused).hasMessageContaining("being unloaded");
        }
    }

    @Test
    void aRecordingThatIsRunningWhenTheShellEnds_isWritten() throws Exception {
        Path file = folder.resolve("host.jfr");
        assertThat(say("jfr start " + file + "\nunload tax --timeout 1ms --policy force\nquit"))
                .isTrue();

        assertThat(eventsIn(file)).contains("io.rundown.PluginDrain");
        assertThat(out.toString()).contains("Recorded: '" + file + "'");
    }

    @Test
    void aSecondRecording_isRefused_andTheFirstGoesOn() throws Exception {
        Path first = folder.resolve("first.jfr");
        Path second = folder.resolve("second.jfr");
        assertThat(say("jfr start " + first + "\njfr start " + second + "\njfr stop"))
                .isFalse();

        assertThat(err.toString()).contains("There is a recording already; jfr stop writes it to '" + first + "'");
        assertThat(first).isNotEmptyFile();
        assertThat(second).doesNotExist();
    }
}
