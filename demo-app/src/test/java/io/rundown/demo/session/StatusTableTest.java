package io.rundown.demo.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.rundown.host.model.GenerationPhase;
import io.rundown.host.model.GenerationStatus;
import io.rundown.host.model.HostStatus;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusTableTest {

    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

    @Test
    void thosePluginsThatServeComeFirst_andAllFitsIntoEightyColumns() {
        HostStatus status = new HostStatus(
                List.of(
                        plugin("rates", 1, GenerationPhase.ACTIVE, 0, List.of()),
                        plugin("carrier", 12, GenerationPhase.ACTIVE, 12_345_678, List.of("rates"))),
                List.of(plugin("carrier", 11, GenerationPhase.DRAINING, 999_999, List.of("rates"))),
                List.of());

        assertThat(StatusTable.lines(status, NOW))
                .containsExactly(
                        "plugin   version  gen  phase       for    calls  inside  refused  depends on",
                        "rates    1.0.0      1  ACTIVE    3m20s        0       2        1",
                        "carrier  1.0.0     12  ACTIVE    3m20s   12.35M       2        1  rates",
                        "carrier  1.0.0     11  DRAINING  3m20s  999,999       2        1  rates")
                .allMatch(line -> line.length() <= 80);
    }

    private static GenerationStatus plugin(
            String id, int generation, GenerationPhase phase, long calls, List<String> dependsOn) {
        return new GenerationStatus(
                id,
                "1.0.0",
                generation,
                phase,
                NOW.minusSeconds(200),
                Path.of(id + ".jar"),
                NOW.minusSeconds(300),
                dependsOn,
                List.of(),
                calls,
                2,
                0,
                1,
                null);
    }
}
