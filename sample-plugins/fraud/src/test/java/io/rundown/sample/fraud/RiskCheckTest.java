package io.rundown.sample.fraud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rundown.sample.checkout.FraudVerdict;
import io.rundown.sample.checkout.Order;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RiskCheckTest {

    @ParameterizedTest
    @CsvSource({
        "order-17, DE, 4990, 2, CLEAR",
        "order-17, DE, 50000, 1, CLEAR",
        "order-17, DE, 2000000, 1, SUSPICIOUS",
        "order-17, DE, 2000000, 1000, CLEAR",
        "order-17, DE, 100000, 1, CLEAR",
        "order-17, XX, 100000, 1, SUSPICIOUS",
    })
    void check_weighsPriceAndCountry(String id, String country, long net, int items, FraudVerdict verdict)
            throws InterruptedException {
        RiskCheck check = new RiskCheck(millis -> {});

        assertThat(check.check(new Order(id, country, net, items))).isEqualTo(verdict);
    }

    @Test
    void check_takes20To200MillisDependingOnTheId() throws InterruptedException {
        AtomicLong paused = new AtomicLong();
        new RiskCheck(paused::addAndGet).check(new Order("order-17", "DE", 100, 1));
        assertThat(paused).hasValue(RiskCheck.millisFor("order-17"));

        assertThat(IntStream.range(0, 5_000).map(i -> RiskCheck.millisFor("order-" + i)))
                .allMatch(millis -> millis >= 20 && millis <= 200)
                .contains(20, 200);
        double average = IntStream.range(0, 5_000)
                .map(i -> RiskCheck.millisFor("order-" + i))
                .average()
                .orElseThrow();
        assertThat(average).isCloseTo(110, within(10.0));
    }

    @Test
    void check_isInterruptible() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> new RiskCheck().check(new Order("order-17", "DE", 100, 1)))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void entropy_isThatOfTheCharacters() {
        assertThat(RiskModel.bitsPerCharacter("aaaa")).isZero();
        assertThat(RiskModel.bitsPerCharacter("abab")).isCloseTo(1, within(1e-9));
        assertThat(RiskModel.bitsPerCharacter("abcd")).isCloseTo(2, within(1e-9));
    }
}
