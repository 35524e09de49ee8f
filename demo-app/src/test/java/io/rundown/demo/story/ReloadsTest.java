package io.rundown.demo.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.rundown.host.model.Drain;
import io.rundown.host.model.GenerationUnload;
import io.rundown.host.model.GenerationUnload.Outcome;
import io.rundown.host.model.LoadedPlugin;
import io.rundown.host.model.ReloadReport;
import io.rundown.host.model.StopResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReloadsTest {

    private final Reloads reloads = new Reloads();

    @Test
    void ofManyReloadsTheTimesAreKept_theShortestFirst() {
        for (int millis = 1_000; millis > 0; millis--) {
            reloads.add(reload(millis, Outcome.UNLOADED));
        }

        assertThat(reloads.count()).isEqualTo(1_000);
        assertThat(reloads.gone()).isEqualTo(1_000);
        assertThat(reloads.drainTimes())
                .hasSize(1_000)
                .startsWith(Duration.ofMillis(1), Duration.ofMillis(2))
                .endsWith(Duration.ofMillis(1_000));
        assertThat(reloads.allSwitched(1)).isTrue();
        assertThat(reloads.allSwitched(2)).isFalse();
    }

    @Test
    void aGenerationThatStayedIsNotGone() {
        reloads.add(reload(5, Outcome.STILL_DRAINING));

        assertThat(reloads.gone()).isZero();
        assertThat(reloads.drainTimes()).hasSize(1);
    }

    @Test
    void withoutReloadsNothingWasSwitched() {
        assertThat(reloads.allSwitched(0)).isFalse();
        assertThat(reloads.fewestPlugins()).isZero();
    }

    private static ReloadReport reload(long drainMillis, Outcome outcome) {
        Drain drain = new Drain(Duration.ofMillis(drainMillis), 0, List.of(), 0, List.of(), 0);
        StopResult stopped = new StopResult(StopResult.Kind.STOPPED, Duration.ZERO, null);
        return new ReloadReport(
                "p",
                ReloadReport.Outcome.SWITCHED,
                "1.0.0",
                List.of(new LoadedPlugin("p", "2.0.0", 2, Path.of("p.jar"))),
                List.of(new GenerationUnload("p", "1.0.0", 1, outcome, drain, stopped, null, null, List.of(), null)),
                null,
                Duration.ZERO);
    }
}
