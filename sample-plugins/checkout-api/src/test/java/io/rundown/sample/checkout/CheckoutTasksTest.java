package io.rundown.sample.checkout;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class CheckoutTasksTest {

    @Test
    void run_goesOnAfterATaskThatThrows_onTheSameThread() throws Exception {
        CompletableFuture<Thread> before = new CompletableFuture<>();
        CompletableFuture<Thread> after = new CompletableFuture<>();
        try (CheckoutTasks tasks = new CheckoutTasks()) {
            tasks.run(() -> {
                before.complete(Thread.currentThread());
                throw new NoClassDefFoundError("gone");
            });
            tasks.run(() -> after.complete(Thread.currentThread()));
        }
        assertThat(after.get(10, SECONDS)).isSameAs(before.get(10, SECONDS));
        assertThat(after.get().getName()).isEqualTo(CheckoutTasks.THREAD);
    }

    @Test
    void close_refusesWhatComesLater() {
        CheckoutTasks tasks = new CheckoutTasks();
        tasks.close();
        tasks.close();

        assertThatThrownBy(() -> tasks.run(() -> {})).isInstanceOf(RejectedExecutionException.class);
    }
}
