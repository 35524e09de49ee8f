package io.rundown.sample.tax;

import static org.assertj.core.api.Assertions.assertThat;

import io.rundown.sample.checkout.Order;
import io.rundown.sample.checkout.TaxedPrice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaxRuleTest {

    private final TaxRule rule = new TaxRule();

    @ParameterizedTest
    @CsvSource({"DE, 4990, 948", "FI, 100, 26", "CH, 1000, 81", "US, 50, 4", "XX, 1000, 150", "XX, 0, 0"})
    void price_goesByTheCountry(String country, long net, long tax) {
        assertThat(rule.price(new Order("o-1", country, net, 1)))
                .isEqualTo(new TaxedPrice(net, tax, net + tax, "tax 2.0.0"));
    }

    /** The totals of both versions are compared again, with the real archives, in archive-tests. */
    @Test
    void everyRate_isAPointOrMoreAwayFromThe20PercentOfVersion1() {
        assertThat(TaxTable.PER_MILLE.values()).allMatch(rate -> Math.abs(rate - 200) >= 10);
        assertThat(Math.abs(TaxTable.ELSEWHERE - 200)).isGreaterThanOrEqualTo(10);
    }
}
