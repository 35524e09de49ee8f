package io.rundown.lincheck;

import java.util.List;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.junit.jupiter.api.BeforeAll;
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

    // With several owners a look may fall between another's begin and the end of it, and say no.
    @Operation(nonParallelGroup = OWNER)
    public void begin() {
        cast.begin();
    }

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

    @BeforeAll
    static void everyClassIsInitialized() {
        Cast.initializeClasses();
    }

    /** A scan whose two reads of one cell lie on either side of a whole nested call. */
    @Test
    void isExplainedIfAHolderNestsDuringAScan() throws ReflectiveOperationException {
        Sizes.oneScenario(List.of(
                        List.of(actor("acquire", 1), actor("acquire", 1), actor("release", 1)),
                        List.of(actor("begin"), actor("hasEveryoneLeft"))))
                .check(DrainLincheckTest.class);
    }

    private static Actor actor(String name) throws ReflectiveOperationException {
        return new Actor(DrainLincheckTest.class.getMethod(name), List.of());
    }

    private static Actor actor(String name, int thread) throws ReflectiveOperationException {
        return new Actor(DrainLincheckTest.class.getMethod(name, int.class), List.of(thread));
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
