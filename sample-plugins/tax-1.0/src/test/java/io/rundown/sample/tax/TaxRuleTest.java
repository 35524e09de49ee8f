package io.rundown.sample.tax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rundown.sample.checkout.Order;
import io.rundown.sample.checkout.TaxedPrice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaxRuleTest {

    private final TaxRule rule = new TaxRule();

    @ParameterizedTest
    @CsvSource({"0, 0", "2, 0", "3, 1", "7, 1", "8, 2", "100, 20", "4990, 998"})
    void price_adds20PercentWhateverTheCountry(long net, long tax) {
        TaxedPrice expected = new TaxedPrice(net, tax, net + tax, "tax 1.0.0");

        assertThat(rule.price(new Order("o-1", "DE", net, 1))).isEqualTo(expected);
        assertThat(rule.price(new Order("o-2", "US", net, 1))).isEqualTo(expected);
    }

    @Test
    void price_refusesToOverflow() {
        assertThatThrownBy(() -> rule.price(new Order("o-1", "DE", Long.MAX_VALUE / 10, 1)))
                .isInstanceOf(ArithmeticException.class);
    }
}
