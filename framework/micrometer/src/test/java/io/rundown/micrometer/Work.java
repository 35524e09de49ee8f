package io.rundown.micrometer;

import java.util.concurrent.CompletionStage;
import org.pf4j.ExtensionPoint;

/** An extension point that does inside the plugin what a test says. */
public interface Work extends ExtensionPoint {

    void run(Runnable body);

    CompletionStage<String> later(CompletionStage<String> signal);
}
