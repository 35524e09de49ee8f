package io.rundown.micrometer.plugin;

import io.rundown.micrometer.Work;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Copied into the jars of the plugins, whose class loaders define it anew. */
public final class Working implements Work {

    @Override
    public void run(Runnable body) {
        body.run();
    }

    @Override
    public void keep(Consumer<Object> keeper) {
        keeper.accept(this);
    }

    @Override
    public CompletionStage<String> later(CompletionStage<String> signal) {
        return signal.thenApply(text -> text + "!");
    }
}
