package io.rundown.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.rundown.host.model.CallInside;
import io.rundown.host.testing.HeldCall;
import io.rundown.host.testing.Runner;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An unload that a thread and an unfinished future hold up: everyone names both, the thread first. */
class HeldUpByTwoTest extends HeldUpFixture {

    private static final String BOTH =
            "1 call inside, the longest at least 5 min 0 s: Runner.run on 'held-call'; 1 asynchronous"
                    + " call not completed, the longest for \\d[^;:]*: Runner.later";

    private final CompletableFuture<String> unfinished = new CompletableFuture<>();
    private @Nullable HeldCall call;

    @Override
    void holdUp(Runner runner) throws InterruptedException {
        call = HeldCall.in(runner);
        runner.later(unfinished);
    }

    @Override
    void letGo() {
        if (call != null) {
            call.release();
        }
        unfinished.complete("now");
    }

    @Test
    void theReport_namesBoth() {
        assertThat(reported().insideAtTimeout())
                .extracting(CallInside::method)
                .containsExactly("Runner.run", "Runner.later");
        assertThat(reported().asyncInsideAtTimeout()).isEqualTo(1);
        assertThat(reported().toString())
                .contains("inside: [Runner.run on 'held-call' for at least 5 min 0 s, asynchronous Runner.later");
    }

    @Test
    void theLog_namesBoth() {
        assertThat(warned())
                .anyMatch(each ->
                        each.matches("\\Q" + PLUGIN + "\\Edraining for 5 min 0 s; " + BOTH + "; next report .*"))
                .anyMatch(each ->
                        each.matches("\\Q" + PLUGIN + "\\Edrain timed out after 0 ns; " + BOTH + "; keep_draining"));
    }

    @Test
    void theFlightRecorder_namesBoth() throws Exception {
        assertThat(recorded("StuckCall"))
                .extracting(each -> each.getString("method") + " " + each.getLong("asynchronous"))
                .containsExactly("Runner.run 0", "Runner.later 1");
        assertThat(recordedAtTheEnd()).matches(BOTH);
    }

    @Test
    void jmx_namesBoth() {
        assertThat(bean().inFlight("tax"))
                .filteredOn(each -> !each.startsWith("    "))
                .extracting(each -> each.replaceAll(" for .*", ""))
                .containsExactly(
                        PLUGIN + "Runner.run on 'held-call'", PLUGIN + "asynchronous Runner.later, not complete");
        assertThat(bean().getInFlight()).containsExactly(PLUGIN + "2 inside, 1 of them asynchronous");
    }
}
