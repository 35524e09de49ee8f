package io.rundown.benchmarks.leak.dumped;

import io.rundown.benchmarks.leak.dumped.Customer.Article;
import io.rundown.benchmarks.leak.dumped.Customer.Item;
import io.rundown.benchmarks.leak.dumped.Customer.Order;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** An application's data: the same for the same number of customers. */
final class Shop {

    private static final int ARTICLES = 2_000;
    private static final int ORDERS = 4;
    private static final int ITEMS = 3;
    private static final int MONTHS = 12;
    private static final int PICTURE_BYTES = 512;

    private final Random random = new Random(1);
    private final List<Article> articles = new ArrayList<>();
    private final Map<String, Customer> byName = new HashMap<>();
    private final Map<Long, Customer> byNumber = new ConcurrentHashMap<>();

    Shop(int customers) {
        for (int i = 0; i < ARTICLES; i++) {
            articles.add(new Article("article-" + i, "What article " + i + " is good for"));
        }
        for (int i = 0; i < customers; i++) {
            Customer customer = customer(i);
            byName.put(customer.name(), customer);
            byNumber.put(customer.number(), customer);
        }
    }

    private Customer customer(int number) {
        List<Order> orders = new ArrayList<>();
        for (int i = 0; i < ORDERS; i++) {
            orders.add(order(number + "/" + i));
        }
        Map<String, Object> notes = new TreeMap<>();
        notes.put("city", "City " + random.nextInt(500));
        notes.put("score", random.nextDouble());
        return new Customer(
                1_000_000L + number, "Customer " + number, orders, notes, ByteBuffer.allocate(PICTURE_BYTES));
    }

    private Order order(String id) {
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < ITEMS; i++) {
            int pieces = 1 + random.nextInt(1_000);
            BigDecimal price = BigDecimal.valueOf(random.nextInt(100_000), 2);
            items.add(new Item(articles.get(random.nextInt(ARTICLES)), pieces, price));
        }
        return new Order(id, List.copyOf(items), LongBuffer.allocate(MONTHS));
    }
}
