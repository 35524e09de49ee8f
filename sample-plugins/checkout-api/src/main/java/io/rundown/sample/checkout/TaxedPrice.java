package io.rundown.sample.checkout;

/**
 * What a {@link PriceRule} made of an order. Amounts are in cents.
 *
 * @param netCents the price before tax
 * @param taxCents the tax
 * @param totalCents {@code netCents + taxCents}
 * @param rule which rule in which version said so, as in {@code tax 1.0.0}
 */
public record TaxedPrice(long netCents, long taxCents, long totalCents, String rule) {

    /**
     * Checks the components.
     *
     * @param netCents zero or more
     * @param taxCents zero or more
     * @param totalCents exactly the sum of the two
     * @param rule not blank
     * @throws IllegalArgumentException if one of them is not as said here; the message names it
     */
    public TaxedPrice {
        Require.notBlank(rule, "TaxedPrice", "rule");
        String owner = "TaxedPrice by '" + rule + "'";
        Require.notNegative(netCents, owner, "netCents");
        Require.notNegative(taxCents, owner, "taxCents");
        Require.sum(totalCents, owner, "totalCents", netCents, taxCents);
    }
}
