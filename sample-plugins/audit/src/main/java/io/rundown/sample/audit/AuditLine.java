package io.rundown.sample.audit;

import io.rundown.sample.checkout.Order;
import io.rundown.sample.checkout.Receipt;

/** Writes receipts into a buffer that is used again and again; the reason for keeping one per thread. */
final class AuditLine {

    private final StringBuilder buffer = new StringBuilder(128);

    String of(Receipt receipt) {
        Order order = receipt.order();
        buffer.setLength(0);
        return buffer.append(order.id())
                .append(';')
                .append(order.country())
                .append(';')
                .append(order.items())
                .append(';')
                .append(order.netCents())
                .append(';')
                .append(receipt.taxCents())
                .append(';')
                .append(receipt.shippingCents())
                .append(';')
                .append(receipt.totalCents())
                .append(';')
                .append(receipt.taxRule())
                .toString();
    }
}
