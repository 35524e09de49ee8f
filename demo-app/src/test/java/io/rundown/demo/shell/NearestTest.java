package io.rundown.demo.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

    private static final List<String> COMMANDS =
            List.of("status", "load", "unload", "reload", "load-test", "top", "help");

    @ParameterizedTest
    @CsvSource({"statsu, status", "unlaod, unload", "relaod, reload", "hlep, help", "tp, top", "loadtest, load-test"})
    void aSlipOfTheFingersIsForgiven(String typed, String meant) {
        assertThat(Nearest.to(typed, COMMANDS)).hasValue(meant);
    }

    @ParameterizedTest
    @CsvSource({"dance", "xyz", "q"})
    void whatIsLikeNothingGetsNoAnswer(String typed) {
        assertThat(Nearest.to(typed, COMMANDS)).isEmpty();
        assertThat(Nearest.question(typed, COMMANDS)).isEmpty();
    }

    @Test
    void anExchangeIsOneChange() {
        assertThat(Nearest.distance("abc", "acb")).isEqualTo(1);
        assertThat(Nearest.distance("abc", "abc")).isZero();
        assertThat(Nearest.distance("", "abc")).isEqualTo(3);
        assertThat(Nearest.distance("abcd", "bcd")).isEqualTo(1);
    }
}
