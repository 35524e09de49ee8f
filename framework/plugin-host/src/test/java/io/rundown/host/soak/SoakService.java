package io.rundown.host.soak;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.pf4j.ExtensionPoint;

/** What every plugin of the soak offers. */
public interface SoakService extends ExtensionPoint {

    /** Answers at once, after it has asked whom the question leads to next. */
    Answer ask(Question question);

    /** Answers later, on another thread. */
    CompletionStage<Answer> askLater(Question question);

    /** Likewise; nobody tells the host when it has answered. */
    Future<Answer> askByFuture(Question question);

    /** Lets an object of the generation's out. */
    Session open();

    /** Answers as long as its own generation serves. */
    interface Session {
        Answer ask(Question question);
    }
}
