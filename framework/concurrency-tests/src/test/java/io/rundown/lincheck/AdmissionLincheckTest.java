package io.rundown.lincheck;

import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Who gets in, with any number of owners who begin and resume. Public for Lincheck. */
@EnabledIfSystemProperty(named = "io.rundown.fence", matches = "atomic")
@Param(name = "thread", gen = ThreadIdGen.class)
public class AdmissionLincheckTest {

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

    @Operation
    public void begin() {
        cast.begin();
    }

    @Operation
    public boolean resume() {
        return cast.resume();
    }

    @Test
    void isExplainedUnderStress() {
        Sizes.stress().check(AdmissionLincheckTest.class);
    }

    @Test
    void isExplainedInChosenInterleavings() {
        Sizes.modelChecking().check(AdmissionLincheckTest.class);
    }
}
