package io.rundown.host.soak;

import java.util.concurrent.CompletionStage;
import org.pf4j.ExtensionPoint;

/** What every plugin of the soak offers. */
public interface SoakService extends ExtensionPoint {

    /** Answers at once, after it has asked whom the question leads to next. */
    Answer ask(Question question);

    /** Answers later, on another thread. */
    CompletionStage<Answer> askLater(Question question);
}
