package io.rundown.demo.testing.plugin;

import io.rundown.demo.testing.Work;

/** Copied into the jars of the plugins, whose class loaders define it anew. */
public final class Working implements Work {

    @Override
    public void run(Runnable body) {
        body.run();
    }
}
