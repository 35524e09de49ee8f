package io.rundown.demo.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CrowdTest {

    private long seconds;

    /** How many are inside, a second after the other; the last number stays. */
    private long await(int threads, long... inside) throws InterruptedException {
        Crowd crowd = new Crowd(
                () -> inside[(int) Math.min(seconds, inside.length - 1)],
                () -> Duration.ofSeconds(seconds).toNanos(),
                () -> seconds++);
        return crowd.await(threads);
    }

    @Test
    void twoAreWaitedFor() throws InterruptedException {
        assertThat(await(4, 0, 1, 1, 3)).isEqualTo(3);
        assertThat(seconds).isEqualTo(3);
    }

    @Test
    void ofOneThreadThereIsNeverMoreThanOne_andItIsNotWaitedFor() throws InterruptedException {
        assertThat(await(1, 0, 1)).isEqualTo(1);
        assertThat(seconds).isEqualTo(1);
    }

    @Test
    void ifTwoDoNotCome_oneWillDo_andIsWaitedForAsWell() throws InterruptedException {
        assertThat(await(4, 1)).isEqualTo(1);
        assertThat(seconds).isEqualTo(10);

        seconds = 0;
        assertThat(await(4, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 1)).isEqualTo(1);
        assertThat(seconds).isEqualTo(13);
    }

    @Test
    void ifNobodyComes_thatIsSaidInTheEnd() throws InterruptedException {
        assertThat(await(4, 0)).isZero();
        assertThat(seconds).isEqualTo(30);
    }
}
