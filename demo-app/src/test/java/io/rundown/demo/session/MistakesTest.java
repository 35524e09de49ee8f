package io.rundown.demo.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.rundown.host.model.UnknownPluginException;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class MistakesTest {

    @Test
    void whatSomebodyCanPutRightIsAMistake() {
        assertThat(Mistakes.isMistake(new UserMistake("no such file"))).isTrue();
        assertThat(Mistakes.isMistake(new UnknownPluginException("tax", List.of())))
                .isTrue();
    }

    @Test
    void whatOnlyAProgrammerCanPutRightIsNone() {
        assertThat(Mistakes.isMistake(new NoSuchElementException("No value present")))
                .isFalse();
        assertThat(Mistakes.isMistake(new IllegalStateException("closed"))).isFalse();
        assertThat(Mistakes.isMistake(new AssertionError())).isFalse();
    }

    @Test
    void aMessageIsOneLine() {
        assertThat(Mistakes.oneLine("a fault:\n  in line 1 \r\n\tor 2")).isEqualTo("a fault: in line 1 or 2");
        assertThat(Mistakes.oneLine(null)).isEqualTo("null");
    }
}
