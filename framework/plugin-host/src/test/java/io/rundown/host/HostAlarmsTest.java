package io.rundown.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import io.rundown.host.Alarms.Alarm;
import io.rundown.host.testing.LoaderReclamation;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What the host's own alarms keep, and on what they ring. */
class HostAlarmsTest {

    private final Alarms alarms = new HostAlarms();
    private final List<Object> rung = new CopyOnWriteArrayList<>();

    @Test
    void whatIsCanceled_isForgottenLongBeforeItsTime() {
        LoaderReclamation.assertCollected(setAndCanceled());
        assertThat(rung).isEmpty();
    }

    private WeakReference<Object> setAndCanceled() {
        Object generation = new Object();
        Alarm alarm = alarms.after(Duration.ofHours(1), () -> rung.add(generation));
        alarm.cancel();
        return new WeakReference<>(generation);
    }

    @Test
    void theirThread_endsWhenAllIsCanceled_andAnotherComesWhenThereIsMore() {
        List<Thread> threads = new CopyOnWriteArrayList<>();
        Alarms hasty = new HostAlarms(
                body -> {
                    Thread thread = HostThreads.make("alarms", body);
                    threads.add(thread);
                    return thread;
                },
                Duration.ofMillis(1));
        hasty.after(Duration.ofHours(1), () -> rung.add("canceled")).cancel();
        await().until(() -> threads.stream().noneMatch(Thread::isAlive));
        hasty.soon(() -> rung.add("another"));

        await().until(() -> !rung.isEmpty());
        assertThat(rung).containsExactly("another");
        assertThat(threads).hasSize(2);
    }

    @Test
    void aTimeThatNeverComes_canBeWaitedFor() {
        assertThatCode(() -> alarms.after(Duration.ofSeconds(Long.MAX_VALUE), () -> rung.add("never"))
                        .cancel())
                .doesNotThrowAnyException();
    }

    @Test
    void theyKeepNoJvmFromEnding() {
        alarms.soon(() -> rung.add(Thread.currentThread().isDaemon()));

        await().until(() -> !rung.isEmpty());
        assertThat(rung).containsExactly(true);
    }
}
