package io.rundown.benchmarks.handle.plugin;

import io.rundown.benchmarks.handle.Calculator;
import io.rundown.benchmarks.handle.SixPoints;
import java.util.function.Consumer;

/** The extension. */
public final class Adding
        implements SixPoints.First,
                SixPoints.Second,
                SixPoints.Third,
                SixPoints.Fourth,
                SixPoints.Fifth,
                SixPoints.Sixth {

    @Override
    public int add(int a, int b) {
        return a + b;
    }

    @Override
    public void show(Consumer<? super Calculator> visitor) {
        visitor.accept(this);
    }
}
