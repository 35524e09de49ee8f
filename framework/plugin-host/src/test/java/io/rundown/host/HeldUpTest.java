package io.rundown.host;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.rundown.host.model.CallInside;
import io.rundown.host.model.Drain;
import io.rundown.host.testing.HeldCall;
import io.rundown.host.testing.LoggedLines;
import io.rundown.host.testing.Recorded;
import io.rundown.host.testing.Runner;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import jdk.jfr.consumer.RecordedEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An unload that a thread and an unfinished future hold up: everyone who asks is told the same. */
class HeldUpTest extends HostFixture {

    private static final Duration FIVE = Duration.ofSeconds(5);
    private static final String PLUGIN = "Plugin 'tax' 1.0.0 (generation 1): ";

    private final ManualAlarms time = new ManualAlarms();
    private final LoggedLines log = LoggedLines.listen();
    private final Recorded recorded = Recorded.begin();
    private final CompletableFuture<String> unfinished = new CompletableFuture<>();

    /** By the set-up. */
    private @Nullable HeldCall call;

    private Drain drain = Drain.NONE;

    @BeforeEach
    void holdUpAnUnload() throws Exception {
        openHost(builder -> builder.alarms(time).jmx("held up"));
        Runner runner = load("tax", "1.0.0");
        call = HeldCall.in(runner);
        runner.later(unfinished);
        host.unload("tax", KEEP_DRAINING);
        time.pass(FIVE);
        drain = host.unload("tax", KEEP_DRAINING).plugin().drain();
    }

    @AfterEach
    void letGo() {
        if (call != null) {
            call.release();
        }
        unfinished.complete("now");
        recorded.close();
        log.close();
    }

    @Test
    void theReport_namesBoth() {
        assertThat(drain.insideAtTimeout())
                .filteredOn(inside -> !inside.isAsynchronous())
                .singleElement()
                .satisfies(inside -> {
                    assertThat(inside.method()).isEqualTo("Runner.run");
                    assertThat(inside.threadName()).isEqualTo("held-call");
                    assertThat(inside.atLeast()).isEqualTo(FIVE);
                    assertThat(inside.stack())
                            .anyMatch(frame -> frame.getMethodName().equals("await"));
                });
        assertThat(drain.asyncInsideAtTimeout()).isEqualTo(1);
        assertThat(drain.insideAtTimeout())
                .filteredOn(CallInside::isAsynchronous)
                .singleElement()
                .satisfies(inside -> assertThat(inside.method()).isEqualTo("Runner.later"));
        assertThat(drain.toString())
                .contains("Runner.run on 'held-call' for at least 5 s", "asynchronous Runner.later");
    }

    @Test
    void theLog_namesBoth() {
        String both = "1 call inside, the longest at least 5 s: Runner.run on 'held-call'; 1 asynchronous call not"
                + " completed, the longest for ";
        assertThat(log.at(Level.WARN))
                .anyMatch(each ->
                        each.startsWith(PLUGIN + "draining for 5 s; " + both) && each.contains(": Runner.later;"));
        assertThat(log.at(Level.WARN))
                .anyMatch(each -> each.startsWith(PLUGIN + "drain timed out after 0 ns; " + both)
                        && each.endsWith(": Runner.later; keep_draining"));
    }

    @Test
    void theFlightRecorder_namesBoth() throws Exception {
        List<RecordedEvent> stuck = recorded.events(folder, "StuckCall");
        assertThat(stuck).hasSize(2).allSatisfy(each -> {
            assertThat(each.getString("plugin")).isEqualTo("tax");
            assertThat(each.getDuration("drainingFor")).isEqualTo(FIVE);
        });
        RecordedEvent thread = stuck.get(0);
        assertThat(thread.getString("method")).isEqualTo("Runner.run");
        assertThat(thread.getString("holder")).isEqualTo("held-call");
        assertThat(thread.getDuration("insideAtLeast")).isEqualTo(FIVE);
        assertThat(thread.getString("holderStack")).contains("CountDownLatch.await");
        assertThat(thread.getLong("asynchronous")).isZero();
        RecordedEvent future = stuck.get(1);
        assertThat(future.getString("method")).isEqualTo("Runner.later");
        assertThat(future.getLong("asynchronous")).isEqualTo(1);

        host.unload("tax", AT_ONCE);
        assertThat(recorded.events(folder, "PluginDrain").get(0).getString("insideAtTimeout"))
                .startsWith(
                        "1 call inside, the longest at least 5 s: Runner.run on 'held-call'; 1 asynchronous call not"
                                + " completed")
                .endsWith(": Runner.later");
    }

    @Test
    void jmx_namesBoth() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = new ObjectName("io.rundown:type=PluginHost,name=\"held up\"");
        Object lines = server.invoke(name, "inFlight", new Object[] {"tax"}, new String[] {String.class.getName()});

        assertThat((String[]) lines)
                .contains(PLUGIN + "Runner.run on 'held-call' for at least 5 s")
                .anyMatch(each -> each.startsWith(PLUGIN + "asynchronous Runner.later, not complete for "));
        assertThat((String[]) server.getAttribute(name, "InFlight"))
                .containsExactly(PLUGIN + "2 inside, 1 of them asynchronous");
    }
}
