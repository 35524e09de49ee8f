package io.rundown.demo.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {

    @Test
    void whiteSpaceSeparates() {
        assertThat(Words.of("  load\t a.jar ").words()).containsExactly("load", "a.jar");
        assertThat(Words.of("").words()).isEmpty();
    }

    @Test
    void quotesKeepTogether_alsoNothingAndInsideOfAWord() {
        assertThat(Words.of("load 'my plugins/tax 2.jar'").words()).containsExactly("load", "my plugins/tax 2.jar");
        assertThat(Words.of("a\"b c\"d '' \"it's\"").words()).containsExactly("ab cd", "", "it's");
    }

    @Test
    void aBackslashTakesAwayTheMeaningOfSpacesAndQuotes_andIsItselfElsewhere() {
        assertThat(Words.of("my\\ plugins it\\'s").words()).containsExactly("my plugins", "it's");
        assertThat(Words.of("C:\\plugins\\tax.jar 'C:\\my plugins\\'").words())
                .containsExactly("C:\\plugins\\tax.jar", "C:\\my plugins\\");
        assertThat(Words.of("end\\").words()).containsExactly("end\\");
    }

    @Test
    void aCommentBeginsWhereAWordCould() {
        assertThat(Words.of("# all of it").words()).isEmpty();
        assertThat(Words.of("status # the rest").words()).containsExactly("status");
        assertThat(Words.of("load a#b '#c' \\#d").words()).containsExactly("load", "a#b", "#c", "#d");
    }

    @Test
    void aQuoteThatIsNotClosedIsNoticed() {
        assertThat(Words.of("load 'a b").unclosed()).isTrue();
        assertThat(Words.of("load 'a' b").unclosed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "my plugins/tax.jar", "it's", "\"quoted\"", "#first", "a\tb", "C:\\x\\y.jar"})
    void whatIsTypedMeansTheWord(String word) {
        assertThat(Words.of(Words.typed(word)).words()).containsExactly(word);
    }
}
