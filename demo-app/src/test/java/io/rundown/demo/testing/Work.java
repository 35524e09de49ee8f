package io.rundown.demo.testing;

import org.pf4j.ExtensionPoint;

/** An extension point that does inside the plugin what a test says. */
public interface Work extends ExtensionPoint {

    /** Runs something inside the plugin. */
    void run(Runnable body);
}
