package io.rundown.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.rundown.model.Checker.Result;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The algorithm holds in every state that it can reach, and every part of it is needed. */
class RundownModelTest {

    private static final Set<Property> ALL = EnumSet.allOf(Property.class);

    /** Fewer would mean that the threads did not get in each other's way. */
    private static final int FEWEST_STATES = 300;

    @ParameterizedTest
    @EnumSource(Scenario.class)
    void holdsWithTheHeavyFence(Scenario scenario) {
        requireHolds(scenario, Variant.ASYMMETRIC);
    }

    @ParameterizedTest
    @EnumSource(Scenario.class)
    void holdsWithAtomicCountersAndNoHeavyFence(Scenario scenario) {
        requireHolds(scenario, Variant.ATOMIC);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NESTED_ON_THE_SHARED_LANE")
    void failsWithoutTheHeavyFence_whereverThereIsACell(Scenario scenario) {
        Result result = scenario.check(Variant.NO_HEAVY_FENCE, ALL);

        assertThat(result.violated()).as(result.toString()).isNotNull();
        assertThat(result.trace()).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.INCLUDE, names = "NESTED_ON_THE_SHARED_LANE")
    void theSharedLaneNeedsNoHeavyFence(Scenario scenario) {
        requireHolds(scenario, Variant.NO_HEAVY_FENCE);
    }

    @ParameterizedTest
    @CsvSource({
        "NO_HEAVY_FENCE,              SAFE,    A_NESTED_CALL",
        "NO_HEAVY_FENCE,              WOKEN,   A_CALLER_WHO_COMES_AGAIN",
        "NO_HEAVY_FENCE,              COUNTED, A_CALLER_WHO_COMES_AGAIN",
        "NO_HEAVY_FENCE,              SAFE,    FIRST_CALLS",
        "NO_HEAVY_FENCE,              SAFE,    REINITIALIZED_AND_RUN_DOWN_AGAIN",
        "NO_LIGHT_FENCE_IN_ACQUIRE,   SAFE,    A_NESTED_CALL",
        "NO_LIGHT_FENCE_IN_ACQUIRE,   COUNTED, A_CALLER_WHO_COMES_AGAIN",
        "NO_LIGHT_FENCE_IN_ACQUIRE,   SAFE,    TWO_CALLERS",
        "HOISTED_STATE,               SHUT,    A_CALLER_WHO_COMES_AGAIN",
        "NO_LIGHT_FENCE_IN_RELEASE,   WOKEN,   A_CALLER_WHO_COMES_AGAIN",
        "PLAIN_EXIT,                  VISIBLE, A_CALLER_WHO_COMES_AGAIN",
        "ENTERS_BEFORE_EXITS,         SAFE,    A_NESTED_CALL",
        "LANE_BEFORE_CELLS,           SAFE,    A_HOLD_THAT_OUTLIVES_ITS_CALL",
        "LANE_STRIPE_BY_STRIPE,       SAFE,    NESTED_ON_THE_SHARED_LANE",
        "NO_WAKE_UP,                  WOKEN,   A_CALLER_WHO_COMES_AGAIN",
        "NO_WAKE_UP,                  WOKEN,   NESTED_ON_THE_SHARED_LANE",
        "NO_WAKE_UP_BY_THE_REFUSED,   WOKEN,   A_CALLER_WHO_COMES_AGAIN",
        "NO_FENCE_BEFORE_SCAN,        WOKEN,   TWO_CALLERS",
        "NOT_CONFIRMED,               SAFE,    TWO_CALLERS",
        "JOINS_UNCONFIRMED,           COUNTED, TWO_OWNERS",
        "NO_SECOND_SCAN,              SAFE,    TWO_CALLERS",
        "NO_SECOND_SCAN,              SAFE,    TIMED_OUT_RESUMED_BEGUN_AGAIN",
        "NO_NESTING,                  NESTING, A_NESTED_CALL",
        "LATE_CLAIM,                  SAFE,    FIRST_CALLS",
    })
    void failsIfAPartIsLeftOut(Variant variant, Property property, Scenario scenario) {
        Result result = scenario.check(variant, EnumSet.of(property));

        assertThat(result.violated()).as(result.toString()).isEqualTo(property);
        assertThat(result.trace()).as("counterexample").hasSizeGreaterThan(2);
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"ASYMMETRIC", "ATOMIC"})
    void everyVariantFailsSomewhere(Variant variant) {
        assertThat(Scenario.values())
                .anyMatch(scenario -> scenario.check(variant, ALL).violated() != null);
    }

    private static void requireHolds(Scenario scenario, Variant variant) {
        Result result = scenario.check(variant, ALL);

        System.out.println(scenario + ", " + variant + ": " + result.states() + " states");
        assertThat(result.violated()).as(result.toString()).isNull();
        assertThat(result.states()).isGreaterThan(FEWEST_STATES);
    }
}
