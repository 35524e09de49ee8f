package io.rundown.micrometer;

import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.pf4j.ExtensionPoint;

/** An extension point that does inside the plugin what a test says. */
public interface Work extends ExtensionPoint {

    void run(Runnable body);

    /** Hands out itself, bare. */
    void keep(Consumer<Object> keeper);

    CompletionStage<String> later(CompletionStage<String> signal);
}
