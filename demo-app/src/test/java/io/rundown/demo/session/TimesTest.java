package io.rundown.demo.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class TimesTest {

    private final Times times = new Times();

    @ParameterizedTest
    @CsvSource({"500ms, PT0.5S", "5s, PT5S", "2m, PT2M", "0s, PT0S", "999999999m, PT999999999M"})
    void timesAsAPersonTypesThem(String typed, Duration time) {
        assertThat(times.convert(typed)).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "s", "5 s", "-5s", "1.5s", "5h", "5S", "1234567890s"})
    void everythingElseIsNone(String typed) {
        assertThatThrownBy(() -> times.convert(typed))
                .isInstanceOf(TypeConversionException.class)
                .hasMessage("'" + typed + "' is not a time such as 500ms, 5s or 2m");
    }
}
