package io.rundown.sample.fraud;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rundown.sample.checkout.FraudVerdict;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeskReviewTest {

    private final DeskReview review = new DeskReview();

    @ParameterizedTest
    @CsvSource({"C, CLEAR", "S, SUSPICIOUS", "'', SUSPICIOUS"})
    void read_takesTheReviewersWord(String said, FraudVerdict verdict) throws IOException {
        assertThat(review.read(Channels.newChannel(new ByteArrayInputStream(said.getBytes(US_ASCII)))))
                .isEqualTo(verdict);
    }

    @Test
    void ask_answersWhenTheReviewerDoes() {
        CompletableFuture<FraudVerdict> reviewer = new CompletableFuture<>();
        CompletableFuture<FraudVerdict> answer = review.ask(reviewer).toCompletableFuture();
        assertThat(answer).isNotDone();
        reviewer.complete(FraudVerdict.SUSPICIOUS);
        assertThat(answer).isCompletedWithValue(FraudVerdict.SUSPICIOUS);
    }

    @Test
    void coolOff_isInterruptible() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> review.coolOff(Duration.ofHours(1))).isInstanceOf(InterruptedException.class);
    }
}
