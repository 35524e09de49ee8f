package io.rundown.demo.session;

import io.rundown.host.PluginHost;
import io.rundown.sample.checkout.AuditTrail;
import io.rundown.sample.checkout.Carrier;
import io.rundown.sample.checkout.FraudCheck;
import io.rundown.sample.checkout.Ledger;
import io.rundown.sample.checkout.Order;
import io.rundown.sample.checkout.PriceRule;
import io.rundown.sample.checkout.Receipt;
import io.rundown.sample.checkout.ShippingRates;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/** One call of each extension of the checkout that a plugin has, told in words. */
public final class SampleCall {

    private SampleCall() {}

    /**
     * Calls a plugin.
     *
     * @return a line for each extension
     * @throws UserMistake if it has none that this program knows, or refuses the order
     * @throws InterruptedException if interrupted
     */
    public static List<String> call(PluginHost host, String id, Order order) throws InterruptedException {
        List<String> answers = new ArrayList<>();
        try {
            answer(host, id, PriceRule.class, answers, rule -> rule.price(order));
            answer(host, id, ShippingRates.class, answers, rates -> rates.centsFor(order.country(), order.items()));
            answer(host, id, Ledger.class, answers, ledger -> "entry " + ledger.record(receipt(order)));
            answer(host, id, AuditTrail.class, answers, audit -> audited(audit, order));
            for (FraudCheck check : host.extensions(FraudCheck.class, id)) {
                answers.add("FraudCheck: " + check.check(order));
            }
            for (Carrier carrier : host.extensions(Carrier.class, id)) {
                answers.add(
                        "Carrier: " + carrier.quote(order).toCompletableFuture().get());
            }
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new UserMistake("Plugin '" + id + "' refuses " + order + ": " + e.getMessage());
        } catch (ExecutionException e) {
            throw new UserMistake("Plugin '" + id + "' has no answer for " + order + ": " + e.getCause());
        }
        if (answers.isEmpty()) {
            throw new UserMistake("Plugin '" + id + "' has no extension that this program knows how to call");
        }
        return answers;
    }

    private static <T> void answer(
            PluginHost host, String id, Class<T> type, List<String> answers, Function<T, Object> call) {
        for (T extension : host.extensions(type, id)) {
            answers.add(type.getSimpleName() + ": " + call.apply(extension));
        }
    }

    private static Object audited(AuditTrail audit, Order order) {
        audit.audited(receipt(order));
        return "audits so far: " + audit.audits();
    }

    private static Receipt receipt(Order order) {
        return new Receipt(order, 0, 0, order.netCents(), "by hand");
    }
}
