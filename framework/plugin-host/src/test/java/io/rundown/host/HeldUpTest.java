package io.rundown.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.rundown.host.model.CallInside.Kind;
import io.rundown.host.testing.Runner;
import io.rundown.host.testing.VirtualThreads;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Whatever holds up an unload, the report, the log, the flight recorder and JMX say the same of it. */
class HeldUpTest {

    @Nested
    class ASleepingThread extends HeldByThread {

        private static final Duration LONG = Duration.ofHours(1);

        ASleepingThread() {
            super(Kind.PLATFORM_THREAD, "java.lang.Thread.sleep(");
        }

        @Override
        Thread start(Runnable body) {
            return startDaemon("sleeper", body);
        }

        @Override
        Object stay() throws InterruptedException {
            Thread.sleep(LONG.toMillis());
            return "slept";
        }

        @Override
        void letGo() {
            if (hasStarted()) {
                thread().interrupt();
            }
        }
    }

    @Nested
    @EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "virtual threads come with Java 21")
    class AVirtualThread extends HeldByThread {

        private final CountDownLatch leave = new CountDownLatch(1);

        AVirtualThread() {
            super(Kind.VIRTUAL_THREAD, "java.util.concurrent.CountDownLatch.await(");
        }

        @Override
        Thread start(Runnable body) {
            return VirtualThreads.start(body);
        }

        @Override
        Object stay() throws InterruptedException {
            leave.await();
            return "left";
        }

        @Override
        void letGo() {
            leave.countDown();
        }
    }

    @Nested
    class AThreadBlockedInIo extends HeldByThread {

        private final Pipe pipe = Pipe.open();

        AThreadBlockedInIo() throws IOException {
            super(Kind.PLATFORM_THREAD, "sun.nio.ch.SourceChannelImpl.read(");
        }

        @Override
        Thread start(Runnable body) {
            return startDaemon("reader", body);
        }

        @Override
        Object stay() throws IOException {
            try (Pipe.SourceChannel source = pipe.source()) {
                return source.read(ByteBuffer.allocate(1));
            }
        }

        @Override
        void letGo() throws IOException {
            pipe.sink().close();
        }
    }

    @Nested
    class AnUnfinishedFuture extends HeldUpFixture {

        private static final String ONE = "1 asynchronous call not completed, the longest for \\d[^;:]*: Runner.later";

        private final CompletableFuture<String> unfinished = new CompletableFuture<>();

        /** Its age counts from the call, on the clock of the JVM. */
        private long before;

        @Override
        void holdUp(Runner runner) {
            before = System.nanoTime();
            runner.later(unfinished);
        }

        @Override
        void letGo() {
            unfinished.complete("now");
        }

        private void assertAge(Duration age) {
            assertThat(age).isPositive().isLessThan(Duration.ofNanos(System.nanoTime() - before));
        }

        @Test
        void theReport_namesIt() {
            assertThat(reported().insideAtTimeout()).singleElement().satisfies(inside -> {
                assertThat(inside.kind()).isEqualTo(Kind.ASYNCHRONOUS);
                assertThat(inside.generation()).isEqualTo(1);
                assertThat(inside.method()).isEqualTo("Runner.later");
                assertThat(inside.threadName()).isEmpty();
                assertThat(inside.threadId()).isZero();
                assertThat(inside.stack()).isEmpty();
                assertAge(inside.atLeast());
            });
            assertThat(reported().asyncInsideAtTimeout()).isEqualTo(1);
            assertThat(reported().toString())
                    .contains("; inside: [asynchronous Runner.later, not complete for ")
                    .endsWith("] (1 asynchronous in all)");
        }

        @Test
        void theLog_namesIt() {
            assertThat(warned())
                    .anyMatch(each ->
                            each.matches("\\Q" + PLUGIN + "\\Edraining for 5 min 0 s; " + ONE + "; next report .*"))
                    .anyMatch(each ->
                            each.matches("\\Q" + PLUGIN + "\\Edrain timed out after 0 ns; " + ONE + "; keep_draining"));
        }

        @Test
        void theFlightRecorder_namesIt() throws Exception {
            List<RecordedEvent> stuck = recorded("StuckCall");
            assertThat(stuck).singleElement().satisfies(each -> {
                assertThat(each.getString("plugin")).isEqualTo("tax");
                assertThat(each.getDuration("drainingFor")).isEqualTo(FIVE_MINUTES);
                assertThat(each.getString("kind")).isEqualTo("ASYNCHRONOUS");
                assertThat(each.getString("method")).isEqualTo("Runner.later");
                assertThat(each.getString("holder")).isEmpty();
                assertThat(each.getLong("holderId")).isZero();
                assertThat(each.getString("holderStack")).isEmpty();
                assertThat(each.getLong("asynchronous")).isEqualTo(1);
                assertAge(each.getDuration("insideAtLeast"));
            });
            assertThat(recordedAtTheEnd()).matches(ONE);
        }

        @Test
        void jmx_namesIt() {
            String call = "asynchronous Runner.later, not complete for ";
            assertThat(bean().getInFlight()).containsExactly(PLUGIN + "1 inside, 1 of them asynchronous");
            assertThat(bean().inFlight("tax")).singleElement().asString().startsWith(PLUGIN + call);
            assertThat(bean().unload("tax", 0, "KEEP_DRAINING"))
                    .last()
                    .asString()
                    .startsWith(PLUGIN + "STILL_DRAINING")
                    .contains("; inside: [" + call);
        }
    }
}
