package io.rundown.demo.checkout;

import io.rundown.sample.checkout.TaxedPrice;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What every rule has answered for every kind of order so far. A rule that answers the same question differently, or as
 * another rule does, is a mixture of two versions.
 */
public final class PriceBook {

    /** By kind of order, then by rule. Entries are only ever added. */
    private final Map<Integer, Map<String, Long>> totals = new ConcurrentHashMap<>();

    /** Notes an answer, and says whether it fits those before. */
    boolean agrees(int kind, TaxedPrice price) {
        Map<String, Long> byRule = totals.computeIfAbsent(kind, ignored -> new ConcurrentHashMap<>());
        Long before = byRule.putIfAbsent(price.rule(), price.totalCents());
        if (before != null) {
            return before == price.totalCents();
        }
        return byRule.values().stream()
                        .filter(total -> total == price.totalCents())
                        .count()
                == 1;
    }

    /** The rules that have answered. */
    public Set<String> rules() {
        Set<String> rules = new TreeSet<>();
        totals.values().forEach(byRule -> rules.addAll(byRule.keySet()));
        return rules;
    }
}
