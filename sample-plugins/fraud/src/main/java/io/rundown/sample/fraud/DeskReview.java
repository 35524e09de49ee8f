package io.rundown.sample.fraud;

import io.rundown.sample.checkout.FraudReview;
import io.rundown.sample.checkout.FraudVerdict;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.pf4j.Extension;

/** Passes on what the reviewer says, however late. */
@Extension
public final class DeskReview implements FraudReview {

    /** Called by the plugin manager. */
    public DeskReview() {}

    @Override
    public void coolOff(Duration time) throws InterruptedException {
        Thread.sleep(time.toMillis());
    }

    @Override
    public FraudVerdict read(ReadableByteChannel line) throws IOException {
        ByteBuffer word = ByteBuffer.allocate(1);
        boolean said = line.read(word) > 0;
        return said && word.get(0) == 'C' ? FraudVerdict.CLEAR : FraudVerdict.SUSPICIOUS;
    }

    @Override
    public CompletionStage<FraudVerdict> ask(CompletionStage<FraudVerdict> reviewer) {
        return reviewer.thenApply(verdict -> verdict);
    }
}
