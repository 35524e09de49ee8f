package io.rundown.demo.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import io.rundown.sample.checkout.TaxedPrice;
import org.junit.jupiter.api.Test;

class PriceBookTest {

    private final PriceBook prices = new PriceBook();

    private boolean agrees(int kind, String rule, long total) {
        return prices.agrees(kind, new TaxedPrice(total, 0, total, rule));
    }

    @Test
    void twoVersionsThatDiffer_eachAlwaysWithTheSameAnswer_areNoMixture() {
        assertThat(agrees(1, "tax 1.0.0", 100)).isTrue();
        assertThat(agrees(1, "tax 2.0.0", 120)).isTrue();
        assertThat(agrees(1, "tax 1.0.0", 100)).isTrue();
        assertThat(agrees(2, "tax 1.0.0", 300)).isTrue();
        assertThat(prices.rules()).containsExactly("tax 1.0.0", "tax 2.0.0");
    }

    @Test
    void aVersionThatAnswersTheSameQuestionDifferentlyIsAMixture() {
        assertThat(agrees(1, "tax 1.0.0", 100)).isTrue();
        assertThat(agrees(1, "tax 1.0.0", 120)).isFalse();
    }

    @Test
    void aVersionThatAnswersAsAnotherDoesIsAMixture() {
        assertThat(agrees(1, "tax 1.0.0", 100)).isTrue();
        assertThat(agrees(1, "tax 2.0.0", 100)).isFalse();
    }
}
