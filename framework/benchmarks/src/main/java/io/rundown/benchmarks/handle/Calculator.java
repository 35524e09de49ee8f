package io.rundown.benchmarks.handle;

import java.util.function.Consumer;
import org.pf4j.ExtensionPoint;

/** The extension point. */
public interface Calculator extends ExtensionPoint {

    /** The least that a call can do. */
    int add(int a, int b);

    /** Shows the extension itself, past the handle. */
    void show(Consumer<? super Calculator> visitor);
}
