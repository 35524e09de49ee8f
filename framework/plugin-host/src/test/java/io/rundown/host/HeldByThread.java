package io.rundown.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rundown.host.model.CallInside.Kind;
import io.rundown.host.testing.Runner;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import jdk.jfr.consumer.RecordedEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An unload that one thread holds up: it is named with its method, where it waits, and for how long at the least. */
abstract class HeldByThread extends HeldUpFixture {

    private final Kind kind;
    private final String waitsIn;
    private @Nullable Thread thread;

    /**
     * A test of one kind of thread.
     *
     * @param waitsIn what a line of its stack contains while it stays
     */
    HeldByThread(Kind kind, String waitsIn) {
        this.kind = kind;
        this.waitsIn = waitsIn;
    }

    /** Starts a thread that runs something. */
    abstract Thread start(Runnable body);

    /** What it does inside until it is let go. */
    abstract Object stay() throws Exception;

    @Override
    void holdUp(Runner runner) {
        Callable<?> body = this::stay;
        Thread started = start(new FutureTask<>(() -> runner.run(body)));
        thread = started;
        await().until(() -> isWhereItWaits(List.of(started.getStackTrace())));
    }

    private boolean isWhereItWaits(List<StackTraceElement> stack) {
        return stack.stream().anyMatch(frame -> frame.toString().contains(waitsIn));
    }

    static Thread startDaemon(String name, Runnable body) {
        Thread daemon = new Thread(body, name);
        daemon.setDaemon(true);
        daemon.start();
        return daemon;
    }

    Thread thread() {
        return Objects.requireNonNull(thread);
    }

    boolean hasStarted() {
        return thread != null;
    }

    /** The call, as messages name it. */
    private String call() {
        return "Runner.run on "
                + (kind == Kind.VIRTUAL_THREAD
                        ? "virtual thread #" + thread().getId()
                        : "'" + thread().getName() + "'");
    }

    private String summary() {
        return "1 call inside, the longest at least 5 min 0 s: " + call();
    }

    @Test
    void theReport_namesIt() {
        assertThat(reported().insideAtTimeout()).singleElement().satisfies(inside -> {
            assertThat(inside.kind()).isEqualTo(kind);
            assertThat(inside.generation()).isEqualTo(1);
            assertThat(inside.method()).isEqualTo("Runner.run");
            assertThat(inside.threadName()).isEqualTo(thread().getName());
            assertThat(inside.threadId()).isEqualTo(thread().getId());
            assertThat(inside.atLeast()).isEqualTo(FIVE_MINUTES);
            assertThat(isWhereItWaits(inside.stack())).isTrue();
            assertThat(inside.stack()).anyMatch(frame -> frame.getClassName().equals("com.acme.tax.TheRunner"));
        });
        assertThat(reported().asyncInsideAtTimeout()).isZero();
        assertThat(reported().toString()).endsWith("; inside: [" + call() + " for at least 5 min 0 s]");
    }

    @Test
    void theLog_namesIt() {
        assertThat(warned())
                .contains(PLUGIN + "drain timed out after 0 ns; " + summary() + "; keep_draining")
                .anyMatch(each -> each.startsWith(
                        PLUGIN + "draining for 5 min 0 s; " + summary() + "; next report in 10 min 0 s"));
        assertThat(debugged())
                .anyMatch(each -> each.startsWith(PLUGIN + call() + " for at least 5 min 0 s; it is at ")
                        && each.contains(waitsIn));
    }

    @Test
    void theFlightRecorder_namesIt() throws Exception {
        List<RecordedEvent> stuck = recorded("StuckCall");
        assertThat(stuck).singleElement().satisfies(each -> {
            assertThat(each.getString("plugin")).isEqualTo("tax");
            assertThat(each.getDuration("drainingFor")).isEqualTo(FIVE_MINUTES);
            assertThat(each.getString("kind")).isEqualTo(kind.name());
            assertThat(each.getString("method")).isEqualTo("Runner.run");
            assertThat(each.getString("holder")).isEqualTo(thread().getName());
            assertThat(each.getLong("holderId")).isEqualTo(thread().getId());
            assertThat(each.getDuration("insideAtLeast")).isEqualTo(FIVE_MINUTES);
            assertThat(each.getString("holderStack")).contains(waitsIn, "com.acme.tax.TheRunner.run(");
            assertThat(each.getLong("asynchronous")).isZero();
        });
        assertThat(recordedAtTheEnd()).isEqualTo(summary());
    }

    @Test
    void jmx_namesIt() {
        assertThat(bean().getInFlight()).containsExactly(PLUGIN + "1 inside, 0 of them asynchronous");
        List<String> lines = bean().inFlight("tax");
        assertThat(lines).first().isEqualTo(PLUGIN + call() + " for at least 5 min 0 s");
        assertThat(lines.subList(1, lines.size()))
                .allMatch(each -> each.startsWith("    at "))
                .anyMatch(each -> each.contains(waitsIn));
        assertThat(bean().unload("tax", 0, "KEEP_DRAINING"))
                .last()
                .asString()
                .startsWith(PLUGIN + "STILL_DRAINING")
                .endsWith("; inside: [" + call() + " for at least 5 min 0 s]");
    }
}
