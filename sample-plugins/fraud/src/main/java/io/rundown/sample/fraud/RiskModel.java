package io.rundown.sample.fraud;

import io.rundown.sample.checkout.Order;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How likely an order is fraud: logistic regression over the price of a piece, the country, and how random the id
 * looks. The weights are made up; with them an ordinary id goes up to some 1,000.00 a piece unsuspected.
 */
final class RiskModel {

    /** From this risk on an order is suspicious. */
    static final double LIMIT = 0.5;

    private static final double BIAS = -7.0;
    private static final double PER_DECADE_OF_PRICE = 2.0;
    private static final double PER_BIT_OF_ID = 0.3;
    private static final double UNUSUAL_COUNTRY = 1.0;
    private static final Set<String> USUAL_COUNTRIES = Set.of(
            "AT", "AU", "BE", "CA", "CH", "DE", "DK", "ES", "FI", "FR", "GB", "IE", "IT", "JP", "LU", "NL", "NO", "PL",
            "PT", "SE", "US");

    private RiskModel() {}

    /** Between 0 and 1. */
    static double risk(Order order) {
        double unitsPerItem = order.netCents() / 100.0 / order.items();
        double score = BIAS
                + PER_DECADE_OF_PRICE * Math.log10(1 + unitsPerItem)
                + PER_BIT_OF_ID * bitsPerCharacter(order.id())
                + (USUAL_COUNTRIES.contains(order.country()) ? 0 : UNUSUAL_COUNTRY);
        return 1 / (1 + Math.exp(-score));
    }

    /** Shannon entropy. */
    static double bitsPerCharacter(String text) {
        Map<Integer, Long> counts =
                text.chars().boxed().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        double bits = 0;
        for (long count : counts.values()) {
            double share = (double) count / text.length();
            bits -= share * Math.log(share) / Math.log(2);
        }
        return bits;
    }
}
