package io.rundown.sample.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckoutEventsTest {

    private static final Receipt RECEIPT = new Receipt(new Order("o-1", "DE", 100, 1), 20, 490, 610, "tax 1.0.0");

    private final CheckoutEvents events = new CheckoutEvents();
    private final List<Receipt> heard = new ArrayList<>();

    @Test
    void publish_tellsEveryListenerUntilItLeaves() {
        CheckoutEvents.Subscription first = events.subscribe(heard::add);
        try (CheckoutEvents.Subscription second = events.subscribe(heard::add)) {
            events.publish(RECEIPT);
            assertThat(heard).containsExactly(RECEIPT, RECEIPT);

            first.close();
            events.publish(RECEIPT);
            assertThat(heard).hasSize(3);
        }
        assertThat(events.listeners()).isZero();
    }

    @Test
    void close_leavesTheOtherSubscriptionOfTheSameListener() {
        CheckoutEvents.Listener listener = heard::add;
        CheckoutEvents.Subscription first = events.subscribe(listener);
        CheckoutEvents.Subscription second = events.subscribe(listener);

        second.close();
        second.close();

        assertThat(events.listeners()).isEqualTo(1);
        first.close();
        assertThat(events.listeners()).isZero();
    }

    @Test
    void publish_goesOnAfterAListenerThatThrows() {
        try (CheckoutEvents.Subscription broken = events.subscribe(receipt -> {
                    throw new NoClassDefFoundError("gone");
                });
                CheckoutEvents.Subscription sound = events.subscribe(heard::add)) {
            events.publish(RECEIPT);
            assertThat(List.of(broken, sound)).doesNotHaveDuplicates();
        }
        assertThat(heard).containsExactly(RECEIPT);
        assertThat(events.lastFailure()).containsInstanceOf(NoClassDefFoundError.class);

        events.forgetFailure();
        assertThat(events.lastFailure()).isEmpty();
    }

    @Test
    void listenersMayLeaveWhileTheyAreTold() {
        List<CheckoutEvents.Subscription> own = new ArrayList<>();
        own.add(events.subscribe(receipt -> own.get(0).close()));
        try (CheckoutEvents.Subscription next = events.subscribe(heard::add)) {
            events.publish(RECEIPT);
            assertThat(next).isNotNull();
            assertThat(events.listeners()).isEqualTo(1);
        }
        assertThat(heard).containsExactly(RECEIPT);
    }
}
