package io.rundown.lincheck;

import java.util.List;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.StressOptions;

/** How much is tried: little in the normal build, a multiple by {@code -Drundown.lincheck.factor}. */
final class Sizes {

    private static final int FACTOR = Integer.getInteger("rundown.lincheck.factor", 1);

    private Sizes() {}

    static StressOptions stress() {
        return new StressOptions()
                .sequentialSpecification(RundownSpec.class)
                .threads(Cast.THREADS)
                .actorsBefore(0)
                .actorsPerThread(3)
                .actorsAfter(0)
                .iterations(10 * FACTOR)
                .invocationsPerIteration(300);
    }

    static ModelCheckingOptions modelChecking() {
        return new ModelCheckingOptions()
                .sequentialSpecification(RundownSpec.class)
                .threads(2)
                .actorsBefore(0)
                .actorsPerThread(3)
                .actorsAfter(0)
                .iterations(6 * FACTOR)
                .invocationsPerIteration(60);
    }

    /** The threads' operations, in as many interleavings as the number says. */
    static ModelCheckingOptions oneScenario(List<List<Actor>> threads) {
        return new ModelCheckingOptions()
                .sequentialSpecification(RundownSpec.class)
                .addCustomScenario(new ExecutionScenario(List.of(), threads, List.of(), null))
                .iterations(0)
                .invocationsPerIteration(300 * FACTOR);
    }
}
