package io.rundown.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.rundown.model.Checker.Result;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Litmus tests: the machine does what x86 does, neither less nor more. */
class MachineTest {

    private static final int X = 0;
    private static final int Y = 1;
    private static final int SEEN_BY_LEFT = 2;
    private static final int SEEN_BY_RIGHT = 3;
    private static final int VARIABLES = 4;

    @Test
    void bothLoadsOverTakeTheStores_withoutFences() {
        assertThat(storeBuffering("none", "none").violated()).isEqualTo(Property.SAFE);
    }

    @Test
    void bothLoadsOverTakeTheStores_ifOnlyOneSideHasAFence() {
        assertThat(storeBuffering("full", "none").violated()).isEqualTo(Property.SAFE);
    }

    @Test
    void oneLoadSeesTheOthersStore_ifBothSidesHaveAFence() {
        assertThat(storeBuffering("full", "full").violated()).isNull();
    }

    @Test
    void oneLoadSeesTheOthersStore_ifOneSideHasAHeavyFence() {
        assertThat(storeBuffering("heavy", "none").violated()).isNull();
    }

    @Test
    void storesOfOneThreadAreSeenInTheirOrder() {
        Program writer = new Program("writer").step("x", t -> t.store(X, 1)).step("y", t -> t.store(Y, 1));
        Program reader = new Program("reader")
                .step("y seen", t -> t.set(0, t.load(Y)))
                .step("x seen", t -> t.require(Property.SAFE, t.get(0) <= t.load(X), "the later store alone was seen"));

        assertThat(check(writer, reader).violated()).isNull();
        assertThat(check(reader, writer).states()).isGreaterThan(10);
    }

    @Test
    void aThreadSeesItsOwnStoresAtOnce() {
        Program alone = new Program("alone")
                .step("x", t -> t.store(X, 1))
                .step("x again", t -> t.store(X, t.load(X) + 1))
                .step("x seen", t -> t.require(Property.SAFE, t.load(X) == 2, "an own store was not seen"));

        assertThat(check(alone).violated()).isNull();
    }

    @Test
    void whoWaitsForEverIsNamed() {
        Program sleeper = new Program("sleeper").awaitStep("sleep", t -> t.load(X) == 1, t -> {});

        Result result = check(sleeper);

        assertThat(result.violated()).isEqualTo(Property.WOKEN);
        assertThat(result.toString()).contains("for ever waits sleeper at 'sleep'");
    }

    private static Result storeBuffering(String leftFence, String rightFence) {
        Program left = storeThenLoad("left", X, Y, leftFence, SEEN_BY_LEFT);
        Program right = storeThenLoad("right", Y, X, rightFence, SEEN_BY_RIGHT);
        return check(left, right);
    }

    /** What is seen is counted from one, zero is not yet. */
    private static Program storeThenLoad(String name, int mine, int theirs, String fence, int seen) {
        Program program = new Program(name).step("store", t -> t.store(mine, 1));
        switch (fence) {
            case "full" -> program.step("full fence", Turn::fence);
            case "heavy" ->
                program.step("heavy fence", Turn::beginHeavyFence)
                        .awaitStep("heavy fence ends", Turn::heavyFenceHasPassed, t -> {});
            default -> {}
        }
        return program.step("load", t -> {
            t.know(seen, t.load(theirs) + 1);
            t.require(Property.SAFE, t.known(SEEN_BY_LEFT) != 1 || t.known(SEEN_BY_RIGHT) != 1, "both saw nothing");
        });
    }

    private static Result check(Program... programs) {
        return new Checker(List.of(programs), VARIABLES, EnumSet.allOf(Property.class), machine -> {}).check();
    }
}
