package io.rundown.host.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rundown.host.HostFixture;
import io.rundown.host.model.GenerationPhase;
import io.rundown.host.model.GenerationUnload;
import io.rundown.host.model.GenerationUnload.Outcome;
import io.rundown.host.model.ReloadReport;
import io.rundown.host.model.UnloadPolicy;
import io.rundown.host.model.UnloadReport;
import io.rundown.host.testing.HeldCall;
import io.rundown.host.testing.Runner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Threads that are interrupted while an operation of theirs waits. */
class InterruptedWaitTest extends HostFixture {

    private static final UnloadPolicy PATIENT = UnloadPolicy.DEFAULT.withDrainTimeout(Duration.ofDays(1));

    /** An operation on a thread of its own, which sees at its end whether the interrupt was kept. */
    private static final class Operation<T> {

        private final FutureTask<T> task;
        private final Thread thread;

        Operation(Callable<T> body) {
            task = new FutureTask<>(() -> {
                T result = body.call();
                assertThat(Thread.currentThread().isInterrupted()).isTrue();
                return result;
            });
            thread = new Thread(task);
            thread.start();
        }

        T interrupted() throws Exception {
            thread.interrupt();
            return result();
        }

        T result() throws Exception {
            return task.get(30, TimeUnit.SECONDS);
        }
    }

    private void awaitDraining(String id) {
        await().until(() -> host.status().plugin(id).orElseThrow().phase() == GenerationPhase.DRAINING);
    }

    @Test
    void anInterruptedUnload_letsThePluginServeAgain_andCanBeRepeated() throws Exception {
        Runner runner = load("tax", "1.0.0");
        HeldCall call = HeldCall.in(runner);
        Operation<UnloadReport> unload = new Operation<>(() -> host.unload("tax", PATIENT));
        awaitDraining("tax");

        assertThat(unload.interrupted().plugin().outcome()).isEqualTo(Outcome.RESUMED);

        assertThat(runner.version()).isEqualTo("1.0.0");
        call.release();
        assertThat(call.result()).isEqualTo("done");
        assertThat(host.unload("tax").unloaded()).isTrue();
        assertThat(privateCopies()).isZero();
    }

    @Test
    void anInterruptedReload_hasSwitched_andTheOldGenerationGoesByItself() throws Exception {
        Runner runner = load("tax", "1.0.0");
        Path next = jar("tax", "2.0.0");
        HeldCall call = HeldCall.in(runner);
        Operation<ReloadReport> reload = new Operation<>(() -> host.reload("tax", next, PATIENT));
        await().until(() -> host.status().retiring().size() == 1);

        ReloadReport report = reload.interrupted();

        assertThat(report.switched()).isTrue();
        assertThat(report.retired()).extracting(GenerationUnload::outcome).containsExactly(Outcome.STILL_DRAINING);
        assertThat(runner.version()).isEqualTo("2.0.0");
        call.release();
        await().until(() -> host.status().retiring().isEmpty());
        assertThat(privateCopies()).isEqualTo(1);
        assertThat(host.unload("tax").unloaded()).isTrue();
    }

    @Test
    void anInterruptedOperation_goesOnWaitingForTheOneBefore() throws Exception {
        Runner runner = load("tax", "1.0.0");
        HeldCall call = HeldCall.in(runner);
        Path next = jar("tax", "2.0.0");
        Operation<UnloadReport> before = new Operation<>(() -> {
            UnloadReport report = host.unload("tax", PATIENT);
            Thread.currentThread().interrupt();
            return report;
        });
        awaitDraining("tax");
        Operation<Boolean> after =
                new Operation<>(() -> host.load(List.of(next)).failures().isEmpty());
        await().until(() -> after.thread.getState() == Thread.State.WAITING);
        after.thread.interrupt();

        call.release();

        assertThat(before.result().unloaded()).isTrue();
        assertThat(after.result()).isTrue();
        assertThat(runner.version()).isEqualTo("2.0.0");
    }
}
