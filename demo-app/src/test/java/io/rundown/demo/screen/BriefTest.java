package io.rundown.demo.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BriefTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "0 0",
                "999 999",
                "12345 12,345",
                "999999 999,999",
                "1000000 1.00M",
                "999499999 999.50M",
                "999500000 1.00G",
                "123456789012 123.46G"
            })
    void numbersTakeSevenCharacters(long number, String brief) {
        assertThat(Brief.number(number)).isEqualTo(brief).hasSizeLessThanOrEqualTo(7);
    }

    @Test
    void aRateThatIsNotKnownIsADash() {
        assertThat(Brief.rate(Double.NaN)).isEqualTo("-");
        assertThat(Brief.rate(1234.5)).isEqualTo("1,235");
    }

    @ParameterizedTest
    @CsvSource({
        "PT-3S, 0.0s",
        "PT0.44S, 0.4s",
        "PT9.99S, 9.9s",
        "PT10S, 10s",
        "PT59.9S, 59s",
        "PT3M20S, 3m20s",
        "PT2H5M, 2h05m",
        "PT23H59M59S, 23h59m",
        "P12DT3H, 12d03h",
        "P99DT23H, 99d23h",
        "P100DT3H, 100d",
        "P12345D, 12345d"
    })
    void timesTakeSixCharacters(Duration age, String brief) {
        assertThat(Brief.age(age)).isEqualTo(brief).hasSizeLessThanOrEqualTo(6);
    }
}
