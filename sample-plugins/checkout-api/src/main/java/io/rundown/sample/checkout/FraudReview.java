package io.rundown.sample.checkout;

import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.pf4j.ExtensionPoint;

/**
 * Has a person look at an order, which takes as long as the person does. Any thread may call it; the application decides
 * when a call ends, so that it can be seen what an unload does about one that does not.
 */
public interface FraudReview extends ExtensionPoint {

    /**
     * Lets the time pass in which a customer may think better of it.
     *
     * @param time how long; the thread sleeps meanwhile
     * @throws InterruptedException if the thread is interrupted
     */
    void coolOff(Duration time) throws InterruptedException;

    /**
     * Reads what the reviewer says. Blocks until there is something to read.
     *
     * @param line where the reviewer says it: {@code C} for clear
     * @return suspicious, too, if the line ends without a word
     * @throws IOException if the line cannot be read, or is closed or the thread interrupted meanwhile
     */
    FraudVerdict read(ReadableByteChannel line) throws IOException;

    /**
     * Asks the reviewer and returns at once.
     *
     * @param reviewer what the reviewer will say
     * @return that, when it is known
     */
    CompletionStage<FraudVerdict> ask(CompletionStage<FraudVerdict> reviewer);
}
