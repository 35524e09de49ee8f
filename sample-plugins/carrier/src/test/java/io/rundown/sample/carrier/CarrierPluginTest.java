package io.rundown.sample.carrier;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rundown.sample.checkout.Order;
import io.rundown.sample.checkout.ShippingQuote;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CarrierPluginTest {

    private final CarrierPlugin plugin = new CarrierPlugin();

    @AfterEach
    void stop() {
        plugin.stop();
        assertThat(clerks()).isEmpty();
    }

    @Test
    void quote_comesFromTheRateTable() throws Exception {
        plugin.start();

        assertThat(new ParcelCarrier()
                        .quote(new Order("o-1", "SE", 100, 2))
                        .toCompletableFuture()
                        .get(60, SECONDS))
                .isEqualTo(new ShippingQuote("parcel", 1_040, 4));
    }

    @Test
    void answers_areMadeOnThreadsOfTheCarriers() throws Exception {
        DispatchDesk desk = new DispatchDesk(Duration.ofSeconds(60));
        try {
            assertThat(desk.answer(() -> Thread.currentThread().getName(), 0)
                            .toCompletableFuture()
                            .get(60, SECONDS))
                    .matches("carrier-clerk-[12]");
        } finally {
            desk.close();
        }
    }

    @Test
    void quote_failsForACountryThatIsNotOnTheList() {
        plugin.start();

        assertThatThrownBy(() -> new ParcelCarrier()
                        .quote(new Order("o-1", "XX", 100, 2))
                        .toCompletableFuture()
                        .get(60, SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("No shipping to 'XX'");
    }

    @Test
    void quote_takes1To5Millis() {
        assertThat(IntStream.range(0, 100).map(i -> ParcelCarrier.millisFor("order-" + i)))
                .allMatch(millis -> millis >= 1 && millis <= 5)
                .contains(1, 2, 3, 4, 5);
    }

    @Test
    void stop_waitsForTheQuotesUnderWay() {
        plugin.start();
        ParcelCarrier carrier = new ParcelCarrier();
        List<CompletableFuture<ShippingQuote>> quotes = IntStream.range(0, 200)
                .mapToObj(i -> carrier.quote(new Order("o-" + i, "DE", 100, 1)).toCompletableFuture())
                .toList();

        plugin.stop();

        assertThat(quotes).allMatch(CompletableFuture::isDone).noneMatch(CompletableFuture::isCompletedExceptionally);
        assertThat(carrier.quote(new Order("o-1", "DE", 100, 1)).toCompletableFuture())
                .failsWithin(Duration.ZERO)
                .withThrowableOfType(ExecutionException.class)
                .withMessageContaining("Plugin 'carrier' is not started");
    }

    @Test
    void start_afterStop_opensANewDesk() throws Exception {
        plugin.start();
        plugin.stop();
        plugin.start();

        assertThat(new ParcelCarrier()
                        .quote(new Order("o-1", "DE", 100, 1))
                        .toCompletableFuture()
                        .get(60, SECONDS)
                        .cents())
                .isEqualTo(490);
    }

    @Test
    void close_interruptsWhatTakesTooLongAndFailsWhatIsLeft() {
        DispatchDesk desk = new DispatchDesk(Duration.ofMillis(50));
        CountDownLatch never = new CountDownLatch(1);
        CompletableFuture<Boolean> stuck = desk.answer(() -> waitFor(never), 0).toCompletableFuture();
        CompletableFuture<String> distant =
                desk.answer(() -> "too late", 60_000).toCompletableFuture();

        desk.close();

        assertThat(stuck).isCompletedExceptionally();
        assertThat(distant).isCompletedExceptionally();
        assertThat(desk.answer(() -> "closed", 0).toCompletableFuture()).isCompletedExceptionally();
    }

    private static boolean waitFor(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static List<String> clerks() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("carrier-clerk"))
                .toList();
    }
}
