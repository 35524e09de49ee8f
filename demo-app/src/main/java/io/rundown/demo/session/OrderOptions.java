package io.rundown.demo.session;

import io.rundown.sample.checkout.Order;
import java.math.BigDecimal;
import java.math.RoundingMode;
import picocli.CommandLine.Option;

/** The options that make an order. */
public final class OrderOptions {

    @Option(
            names = "--country",
            paramLabel = "CC",
            defaultValue = "AT",
            description = "Where it goes. Default: ${DEFAULT-VALUE}.")
    private String country = "AT";

    @Option(
            names = "--net",
            paramLabel = "AMOUNT",
            defaultValue = "49.90",
            description = "What it costs. Default: ${DEFAULT-VALUE}.")
    private BigDecimal net = BigDecimal.ZERO;

    @Option(
            names = "--items",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many things. Default: ${DEFAULT-VALUE}.")
    private int items;

    /**
     * The order.
     *
     * @throws UserMistake if there can be no such order
     */
    public Order order() {
        try {
            long cents = net.setScale(2, RoundingMode.HALF_UP).unscaledValue().longValueExact();
            return new Order("order-by-hand", country, cents, items);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new UserMistake("There can be no such order: " + e.getMessage());
        }
    }
}
