package io.rundown.host.testing;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.pf4j.ExtensionPoint;

/** An extension point that lets a test decide what happens inside a plugin's call. */
public interface Runner extends ExtensionPoint {

    /** Runs something inside the plugin. */
    @Nullable
    Object run(Callable<?> body) throws Exception;

    /** What the extension says of itself. */
    String version();

    /** Answers later. */
    CompletionStage<String> later(CompletionStage<String> signal);
}
