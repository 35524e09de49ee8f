package io.rundown.sample.tax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rundown.sample.checkout.Order;
import io.rundown.sample.checkout.TaxedPrice;
import org.junit.jupiter.api.Test;

class TaxPluginTest {

    @Test
    void start_failsForWantOfATable() {
        assertThatThrownBy(() -> new TaxPlugin().start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("No tax table for 2027: plugin 'tax 3.0.0' has no resource 'tax-2027.properties'"
                        + " in io.rundown.sample.tax");
    }

    @Test
    void price_wouldWorkWithTheTableThatIsThere() {
        TaxRule rule = new TaxRule(TaxTable.of(2026));

        assertThat(rule.price(new Order("o-1", "DE", 1_000, 1)))
                .isEqualTo(new TaxedPrice(1_000, 190, 1_190, "tax 3.0.0"));
        assertThat(rule.price(new Order("o-2", "NZ", 1_000, 1)).taxCents()).isEqualTo(150);
    }
}
