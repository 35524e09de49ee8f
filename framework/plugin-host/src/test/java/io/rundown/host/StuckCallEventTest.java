package io.rundown.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rundown.host.testing.HeldCall;
import io.rundown.host.testing.Recorded;
import io.rundown.host.testing.Runner;
import io.rundown.host.testing.VirtualThreads;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a flight recording says of calls that hold up a drain: what each is, whose, and where it came in. */
class StuckCallEventTest extends HostFixture {

    private static final Duration FIVE = Duration.ofSeconds(5);

    private final ManualAlarms time = new ManualAlarms();
    private final Recorded recorded = Recorded.begin();

    @AfterEach
    void stopRecording() {
        recorded.close();
    }

    private Runner load(boolean verify) {
        openHost(builder -> builder.alarms(time).verifyCalls(verify));
        return load("tax", "1.0.0");
    }

    private List<RecordedEvent> stuck() throws Exception {
        host.unload("tax", KEEP_DRAINING);
        time.pass(FIVE);
        return recorded.events(folder, "StuckCall");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aThread_byItsName_andInVerifierModeWithWhereItCameIn(boolean verify) throws Exception {
        HeldCall call = HeldCall.in(load(verify));

        assertThat(stuck()).singleElement().satisfies(event -> {
            assertThat(event.getString("kind")).isEqualTo("PLATFORM_THREAD");
            assertThat(event.getString("holder")).isEqualTo("held-call");
            assertThat(event.getString("holderStack")).contains("com.acme.tax.TheRunner.run(");
            assertEnteredAt(event, verify, "HeldCall");
        });
        call.release();
    }

    private static void assertEnteredAt(RecordedEvent event, boolean verify, String where) {
        if (verify) {
            assertThat(event.getString("enteredAt"))
                    .contains(where)
                    .doesNotContain("CountDownLatch.await")
                    .doesNotContain("io.rundown.RundownProtection");
        } else {
            assertThat(event.getString("enteredAt")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "virtual threads come with Java 21")
    void aVirtualThreadWithoutAName_byItsIdentifier(boolean verify) throws Exception {
        Runner runner = load(verify);
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        FutureTask<Object> task = new FutureTask<>(() -> runner.run(() -> {
            inside.countDown();
            leave.await();
            return "left";
        }));
        Thread thread = VirtualThreads.start(task);
        inside.await();

        assertThat(stuck()).singleElement().satisfies(event -> {
            assertThat(event.getString("kind")).isEqualTo("VIRTUAL_THREAD");
            assertThat(event.getString("holder")).isEmpty();
            assertThat(event.getLong("holderId")).isEqualTo(thread.getId());
            assertThat(event.getString("method")).isEqualTo("Runner.run");
            assertEnteredAt(event, verify, getClass().getName());
        });
        leave.countDown();
        assertThat(task.get(HeldCall.LONG.toSeconds(), TimeUnit.SECONDS)).isEqualTo("left");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anAsynchronousCall_byItsMethod_andInVerifierModeByWhoMadeItAndWhere(boolean verify) throws Exception {
        CompletableFuture<String> unfinished = new CompletableFuture<>();
        load(verify).later(unfinished);

        assertThat(stuck()).singleElement().satisfies(event -> {
            assertThat(event.getString("kind")).isEqualTo("ASYNCHRONOUS");
            assertThat(event.getString("method")).isEqualTo("Runner.later");
            assertThat(event.getString("holder"))
                    .isEqualTo(verify ? Thread.currentThread().getName() : "");
            assertThat(event.getString("holderStack")).isEmpty();
            assertThat(event.getLong("asynchronous")).isEqualTo(1);
            assertEnteredAt(event, verify, getClass().getName());
        });
        unfinished.complete("now");
    }

    @Test
    void ofManyAsynchronousCalls_theOldestHundredByThemselves_andTheRestTogether() throws Exception {
        CompletableFuture<String> unfinished = new CompletableFuture<>();
        Runner runner = load(false);
        for (int i = 0; i < 130; i++) {
            runner.later(unfinished);
        }

        List<RecordedEvent> events = stuck();
        assertThat(events)
                .hasSize(101)
                .allSatisfy(each -> assertThat(each.getString("kind")).isEqualTo("ASYNCHRONOUS"));
        assertThat(events.subList(0, 100)).allSatisfy(each -> {
            assertThat(each.getString("method")).isEqualTo("Runner.later");
            assertThat(each.getLong("asynchronous")).isEqualTo(1);
        });
        assertThat(events.get(100).getString("method")).isEmpty();
        assertThat(events.get(100).getLong("asynchronous")).isEqualTo(30);
        unfinished.complete("now");
        await().until(() -> host.inFlight("tax").isEmpty());
    }
}
