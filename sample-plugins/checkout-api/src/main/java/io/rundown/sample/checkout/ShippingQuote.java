package io.rundown.sample.checkout;

/**
 * A carrier's offer.
 *
 * @param carrier who offers
 * @param cents the price in cents
 * @param days days until the parcel is there
 */
public record ShippingQuote(String carrier, long cents, int days) {

    /**
     * Checks the components.
     *
     * @param carrier not blank
     * @param cents zero or more
     * @param days zero or more
     * @throws IllegalArgumentException if one of them is not as said here; the message names it
     */
    public ShippingQuote {
        Require.notBlank(carrier, "ShippingQuote", "carrier");
        String owner = "ShippingQuote by '" + carrier + "'";
        Require.notNegative(cents, owner, "cents");
        Require.notNegative(days, owner, "days");
    }
}
