package io.rundown.sample.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordsTest {

    private static final Order ORDER = new Order("o-1", "DE", 1_000, 2);

    @ParameterizedTest
    @ValueSource(strings = {"", "D", "de", "DEU", "D1"})
    void order_refusesACountryThatIsNotTwoCapitals(String country) {
        assertThatThrownBy(() -> new Order("o-1", country, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Order 'o-1': country is '" + country + "', not two capital letters");
    }

    @Test
    void order_refusesWhatNobodyCanBuy() {
        assertThatThrownBy(() -> new Order(" ", "DE", 1, 1)).hasMessage("Order: id is blank");
        assertThatThrownBy(() -> new Order("o-1", "DE", -5, 1)).hasMessage("Order 'o-1': netCents is -5, below zero");
        assertThatThrownBy(() -> new Order("o-1", "DE", 1, 0)).hasMessage("Order 'o-1': items is 0, below one");
    }

    @Test
    void receipt_refusesATotalThatIsNotTheSum() {
        assertThat(new Receipt(ORDER, 200, 580, 1_780, "tax 1.0.0").order()).isSameAs(ORDER);
        assertThatThrownBy(() -> new Receipt(ORDER, 200, 580, 1_781, "tax 1.0.0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Receipt for 'o-1': totalCents is 1781, but its parts add up to 1780");
    }

    @Test
    void taxedPrice_refusesATotalThatIsNotTheSum() {
        assertThatThrownBy(() -> new TaxedPrice(100, 20, 119, "tax 1.0.0"))
                .hasMessage("TaxedPrice by 'tax 1.0.0': totalCents is 119, but its parts add up to 120");
        assertThatThrownBy(() -> new TaxedPrice(100, 20, 120, "")).hasMessage("TaxedPrice: rule is blank");
    }

    @Test
    void shippingQuote_refusesNegativeNumbers() {
        assertThatThrownBy(() -> new ShippingQuote("parcel", 1, -1))
                .hasMessage("ShippingQuote by 'parcel': days is -1, below zero");
    }
}
