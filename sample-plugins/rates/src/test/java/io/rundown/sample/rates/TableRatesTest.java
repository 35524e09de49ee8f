package io.rundown.sample.rates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableRatesTest {

    private final TableRates rates = new TableRates();

    @ParameterizedTest
    @CsvSource({"DE, 1, 490", "DE, 3, 670", "SE, 2, 1040", "US, 1, 1990", "US, 10, 6400"})
    void centsFor_goesByZoneAndItems(String country, int items, long cents) {
        assertThat(rates.centsFor(country, items)).isEqualTo(cents);
    }

    @Test
    void centsFor_namesTheCountryThatIsNotOnTheList() {
        assertThatThrownBy(() -> rates.centsFor("XX", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("No shipping to 'XX', only to [AT, AU, BE");
        assertThatThrownBy(() -> rates.centsFor("DE", 0)).hasMessage("A parcel to 'DE' with 0 items");
    }
}
