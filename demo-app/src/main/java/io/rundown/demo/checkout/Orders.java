package io.rundown.demo.checkout;

import io.rundown.sample.checkout.Order;
import java.util.List;

/** Makes orders: a few dozen kinds of them, again and again, each with an id of its own. */
final class Orders {

    private static final List<String> COUNTRIES =
            List.of("AT", "BE", "CH", "DE", "DK", "FR", "LU", "NL", "PL", "ES", "IT", "SE", "AU", "JP", "US");

    /** Every country with every one of a few baskets. */
    static final int KINDS = COUNTRIES.size() * 4;

    private Orders() {}

    /** The kind of the order with a number. */
    static int kind(long number) {
        return (int) (number % KINDS);
    }

    /** The order with a number; equal for the same number. */
    static Order order(long number) {
        int kind = kind(number);
        int items = 1 + kind % 4;
        return new Order("order-" + number, COUNTRIES.get(kind / 4), 1_999L * items + 250L * kind, items);
    }
}
