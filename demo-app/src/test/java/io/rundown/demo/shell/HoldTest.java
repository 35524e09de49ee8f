package io.rundown.demo.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HoldTest {

    private static Object forever() throws InterruptedException {
        new CountDownLatch(1).await();
        return "never";
    }

    @Test
    void aThreadIsWaitedForUntilItIsWhereItStays() throws Exception {
        Hold.ByThread hold = Hold.ByThread.start("holder", HoldTest::forever, "stays");
        AtomicInteger looks = new AtomicInteger();

        hold.await(thread -> looks.incrementAndGet() == 3);

        assertThat(looks).hasValue(3);
        assertThat(hold.isOver()).isFalse();
        assertThat(hold).hasToString("thread 'holder' stays");
        hold.letGo();
        assertThat(hold.isOver()).isTrue();
    }

    @Test
    void aCallThatFailsBefore_saysWhy() {
        Hold.ByThread hold = Hold.ByThread.start(
                "holder",
                () -> {
                    throw new IOException("refused");
                },
                "stays");

        assertThatThrownBy(() -> hold.await(thread -> false))
                .isInstanceOf(IOException.class)
                .hasMessage("refused");
    }

    @Test
    void aCallThatDoesNotStay_isToldAsSuch() {
        Hold.ByThread hold = Hold.ByThread.start("holder", () -> "done", "stays");

        assertThatThrownBy(() -> hold.await(thread -> false)).hasMessage("The call has ended: thread 'holder' stays");
    }
}
