package io.rundown.sample.checkout;

/**
 * A checkout that is done. Amounts are in cents.
 *
 * @param order what was bought
 * @param taxCents the tax
 * @param shippingCents the shipping
 * @param totalCents {@code order.netCents() + taxCents + shippingCents}
 * @param taxRule which rule in which version set the tax: {@link TaxedPrice#rule()}
 */
public record Receipt(Order order, long taxCents, long shippingCents, long totalCents, String taxRule) {

    /**
     * Checks the components.
     *
     * @param order any
     * @param taxCents zero or more
     * @param shippingCents zero or more
     * @param totalCents exactly the sum of the net price and the two
     * @param taxRule not blank
     * @throws IllegalArgumentException if one of them is not as said here; the message names it
     */
    public Receipt {
        String owner = "Receipt for '" + order.id() + "'";
        Require.notBlank(taxRule, owner, "taxRule");
        Require.notNegative(taxCents, owner, "taxCents");
        Require.notNegative(shippingCents, owner, "shippingCents");
        Require.sum(totalCents, owner, "totalCents", order.netCents(), taxCents, shippingCents);
    }
}
