package io.rundown.host.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0 ns",
        "PT0.000000999S, 999 ns",
        "PT0.00035S, 350 µs",
        "PT0.012S, 12 ms",
        "PT4.8S, 4.8 s",
        "PT5S, 5 s",
        "PT59.9S, 59.9 s",
        "PT3M20S, 3 min 20 s",
        "PT-0.012S, -12 ms"
    })
    void aDurationIsSaidWithTheUnitAndTheDigitsThatMatter(Duration duration, String words) {
        assertThat(Durations.inWords(duration)).isEqualTo(words);
    }
}
