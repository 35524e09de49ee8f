package io.rundown.benchmarks.leak.dumped;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.List;
import java.util.Map;

/** One customer of the shop, with all that hangs on it. */
record Customer(long number, String name, List<Order> orders, Map<String, Object> notes, ByteBuffer picture) {

    /** One order, and what is paid for it each month. */
    record Order(String id, List<Item> items, LongBuffer months) {}

    /** One item; the article is shared by many. */
    record Item(Article article, Integer pieces, BigDecimal price) {}

    /** What is sold. */
    record Article(String code, String text) {}
}
