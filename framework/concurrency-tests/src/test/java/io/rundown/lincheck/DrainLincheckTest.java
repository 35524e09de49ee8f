package io.rundown.lincheck;

import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** When everyone has left, with one owner. Public for Lincheck. */
@EnabledIfSystemProperty(named = "io.rundown.fence", matches = "atomic")
@Param(name = "thread", gen = ThreadIdGen.class)
public class DrainLincheckTest {

    private static final String OWNER = "owner";

    private final Cast cast = new Cast();

    @Operation
    public boolean acquire(@Param(name = "thread") int thread) {
        return cast.acquire(thread);
    }

    @Operation
    public boolean release(@Param(name = "thread") int thread) {
        return cast.release(thread);
    }

    @Operation
    public boolean acquireTransferable(@Param(name = "thread") int thread) {
        return cast.acquireTransferable(thread);
    }

    @Operation
    public boolean releaseTransferable(@Param(name = "thread") int thread) {
        return cast.releaseTransferable(thread);
    }

    @Operation(nonParallelGroup = OWNER)
    public void begin() {
        cast.begin();
    }

    // With several owners a look may fall between another's begin and the end of it, and say no.
    @Operation(nonParallelGroup = OWNER)
    public boolean hasEveryoneLeft() {
        return cast.hasEveryoneLeft();
    }

    @Operation(nonParallelGroup = OWNER)
    public boolean resume() {
        return cast.resume();
    }

    @Operation(nonParallelGroup = OWNER)
    public boolean reinitialize() {
        return cast.reinitialize();
    }

    @Test
    void isExplainedUnderStress() {
        Sizes.stress().check(DrainLincheckTest.class);
    }

    @Test
    void isExplainedInChosenInterleavings() {
        Sizes.modelChecking().check(DrainLincheckTest.class);
    }
}
