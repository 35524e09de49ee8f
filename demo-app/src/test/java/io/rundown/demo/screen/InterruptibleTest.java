package io.rundown.demo.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class InterruptibleTest {

    private final Interruptible interruptible = new Interruptible();

    @Test
    void whatRunsIsInterrupted_andNothingIsLeftOfThat() {
        assertThatThrownBy(() -> interruptible.run(() -> {
                    interruptible.interrupt();
                    new CountDownLatch(1).await();
                    return "done";
                }))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void anInterruptThatWasNotNoticedIsGoneAfterwards() throws Exception {
        String result = interruptible.run(() -> {
            interruptible.interrupt();
            return "done";
        });

        assertThat(result).isEqualTo("done");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void betweenTwoPiecesOfWorkNothingIsInterrupted() throws Exception {
        interruptible.run(() -> "done");
        interruptible.interrupt();

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
}
