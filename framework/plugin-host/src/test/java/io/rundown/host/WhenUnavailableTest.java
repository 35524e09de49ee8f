package io.rundown.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rundown.host.model.GenerationPhase;
import io.rundown.host.model.GenerationUnload.Outcome;
import io.rundown.host.model.PluginUnavailableException;
import io.rundown.host.model.UnloadReport;
import io.rundown.host.model.WhenUnavailable;
import io.rundown.host.testing.HeldCall;
import io.rundown.host.testing.Runner;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Handles that wait for a plugin that is away. */
class WhenUnavailableTest extends HostFixture {

    private static final WhenUnavailable LONG = WhenUnavailable.waitUpTo(HeldCall.LONG);
    private static final WhenUnavailable SHORT = WhenUnavailable.waitUpTo(Duration.ofMillis(20));

    private Runner waiting(String id) {
        return host.extension(Runner.class, id, LONG);
    }

    /** A call on a thread of its own; returns once it is waiting. */
    private static final class Call {

        private final FutureTask<Object> task;
        private final Thread thread;

        Call(Runner runner) {
            task = new FutureTask<>(runner::version);
            thread = new Thread(task, "waiting-call");
            thread.setDaemon(true);
            thread.start();
            await().until(() -> thread.getState() == Thread.State.TIMED_WAITING || task.isDone());
            assertThat(task.isDone()).isFalse();
        }

        Object result() throws Exception {
            return task.get(30, TimeUnit.SECONDS);
        }
    }

    // ------------------------------------------------------------------------ waiting

    @Test
    void aCallWaits_untilThePluginIsLoadedAgain() throws Exception {
        load("tax", "1.0.0");
        Runner runner = waiting("tax");
        host.unload("tax");
        Call one = new Call(runner);
        Call other = new Call(runner);

        host.load(jar("tax", "2.0.0"));

        assertThat(one.result()).isEqualTo("2.0.0");
        assertThat(other.result()).isEqualTo("2.0.0");
        assertThat(host.status().plugin("tax").orElseThrow().refused()).isZero();
    }

    @Test
    void aCallWaits_untilAnUnloadIsGivenUp() throws Exception {
        Runner runner = load("tax", "1.0.0");
        HeldCall inside = HeldCall.in(runner);
        FutureTask<UnloadReport> unload =
                new FutureTask<>(() -> host.unload("tax", AT_ONCE.withDrainTimeout(HeldCall.LONG.multipliedBy(2))));
        Thread unloading = new Thread(unload);
        unloading.start();
        await().until(() -> host.status().plugin("tax").orElseThrow().phase() == GenerationPhase.DRAINING);

        Call call = new Call(waiting("tax"));
        unloading.interrupt(); // which ends the wait for calls as if its time were over

        assertThat(call.result()).isEqualTo("1.0.0");
        assertThat(unload.get(30, TimeUnit.SECONDS).plugin().outcome()).isEqualTo(Outcome.RESUMED);
        inside.release();
    }

    @Test
    void aCallFromInsideAnotherPlugin_mayWait() throws Exception {
        Runner other = load("other", "1.0.0");
        load("tax", "1.0.0");
        Runner runner = waiting("tax");
        host.unload("tax");
        CompletableFuture<Object> inside = new CompletableFuture<>();
        FutureTask<Object> call = new FutureTask<>(() -> other.run(() -> {
            inside.complete("inside");
            return runner.version();
        }));
        Thread thread = new Thread(call);
        thread.start();
        inside.join();
        await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);

        host.load(jar("tax", "2.0.0"));

        assertThat(call.get(30, TimeUnit.SECONDS)).isEqualTo("2.0.0");
    }

    @Test
    void aThreadInsideADrainingPlugin_isLetInAgain_withoutWaiting() throws Exception {
        Runner runner = load("tax", "1.0.0");
        CompletableFuture<Object> nested = new CompletableFuture<>();
        Runner waiting = waiting("tax");
        HeldCall call = HeldCall.in(runner, () -> nested.complete(runner.version() + waiting.version()));

        assertThat(host.unload("tax", KEEP_DRAINING).plugin().outcome()).isEqualTo(Outcome.STILL_DRAINING);
        call.release();

        assertThat(nested.get(30, TimeUnit.SECONDS)).isEqualTo("1.0.01.0.0");
        call.result();
        assertThat(host.unload("tax").unloaded()).isTrue();
    }

    // ------------------------------------------------------------------------ the end of patience

    @Test
    void aCallIsRefused_whenTheTimeIsOver_andSaysHowLongItWaited() {
        load("tax", "1.0.0");
        Runner runner = host.extension(Runner.class, "tax", SHORT);
        host.unload("tax");

        assertThatThrownBy(runner::version)
                .isInstanceOf(PluginUnavailableException.class)
                .hasMessageContaining("it has been unloaded and did not come back; waited ")
                .hasMessageMatching("(?s).*waited \\d.* m?s");
    }

    @Test
    void anInterruptEndsTheWait_andIsKept() {
        load("tax", "1.0.0");
        Runner runner = waiting("tax");
        host.unload("tax");
        CompletableFuture<Boolean> kept = new CompletableFuture<>();
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                runner.version();
            } catch (PluginUnavailableException e) {
                kept.complete(Thread.currentThread().isInterrupted());
                thrown.complete(e);
            }
        });
        thread.start();
        await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);

        thread.interrupt();

        assertThat(thrown.join()).hasMessageContaining("then was interrupted");
        assertThat(kept.join()).isTrue();
    }

    // ------------------------------------------------------------------------ which handle waits

    @Test
    void handlesThatWait_areOthersThanThoseThatDoNot() {
        Runner refusing = load("tax", "1.0.0");
        Runner waiting = host.extension(Runner.class, "tax", SHORT);

        assertThat(waiting).isNotEqualTo(refusing);
        assertThat(host.extensions(Runner.class, "tax", SHORT)).isEqualTo(List.of(waiting));
        assertThat(host.extension(Runner.class, "tax", WhenUnavailable.waitUpTo(Duration.ofMillis(20))))
                .isSameAs(waiting);
        assertThat(runner("tax")).isSameAs(refusing);
        assertThat(waiting.version()).isEqualTo("1.0.0");
        host.unload("tax");
        assertThatThrownBy(refusing::version)
                .isInstanceOf(PluginUnavailableException.class)
                .hasMessageEndingWith("it has been unloaded");
    }

    @Test
    void theHostsDefault_appliesToHandlesThatAreNotAskedOtherwise() {
        try (PluginHost patient = PluginHost.builder()
                .workDirectory(folder.resolve("patient"))
                .whenUnavailable(SHORT)
                .build()) {
            patient.load(jar("tax", "1.0.0"));
            List<Runner> handles = List.of(
                    patient.extension(Runner.class, "tax"),
                    patient.extensions(Runner.class, "tax").get(0),
                    patient.extensions(Runner.class).iterator().next());
            Runner refusing = patient.extension(Runner.class, "tax", WhenUnavailable.refuse());
            patient.unload("tax");

            assertThat(handles)
                    .allSatisfy(each -> assertThatThrownBy(each::version).hasMessageContaining("waited"));
            assertThatThrownBy(refusing::version).hasMessageEndingWith("it has been unloaded");
        }
    }

    @Test
    void aTimeToWaitIsNotNegative() {
        assertThatThrownBy(() -> WhenUnavailable.waitUpTo(Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("negative");
        assertThat(WhenUnavailable.waitUpTo(Duration.ZERO)).isEqualTo(WhenUnavailable.refuse());
        assertThat(Objects.requireNonNull(WhenUnavailable.refuse()).refuses()).isTrue();
    }
}
