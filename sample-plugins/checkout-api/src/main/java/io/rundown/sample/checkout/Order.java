package io.rundown.sample.checkout;

/**
 * What a customer wants to buy.
 *
 * @param id the order's own name
 * @param country where it goes: two capital letters, as in ISO 3166-1 alpha-2
 * @param netCents what the goods cost before tax and shipping, in cents
 * @param items how many pieces are shipped
 */
public record Order(String id, String country, long netCents, int items) {

    /**
     * Checks the components.
     *
     * @param id not blank
     * @param country exactly two letters from A to Z
     * @param netCents zero or more
     * @param items one or more
     * @throws IllegalArgumentException if one of them is not as said here; the message names it
     */
    public Order {
        Require.notBlank(id, "Order", "id");
        String owner = "Order '" + id + "'";
        if (country.length() != 2 || !isCapital(country.charAt(0)) || !isCapital(country.charAt(1))) {
            throw new IllegalArgumentException(owner + ": country is '" + country + "', not two capital letters");
        }
        Require.notNegative(netCents, owner, "netCents");
        if (items < 1) {
            throw new IllegalArgumentException(owner + ": items is " + items + ", below one");
        }
    }

    private static boolean isCapital(char c) {
        return c >= 'A' && c <= 'Z';
    }
}
