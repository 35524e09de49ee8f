package io.rundown.host.internal.reclaim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When a leak may be called one later than usual. */
class StarvationTest {

    @Test
    void whereEverybodyGetsATurnSoon_nothingTakesLonger() {
        assertThat(Starvation.factor(0, 2)).isEqualTo(1);
        assertThat(Starvation.factor(4, 2)).isEqualTo(1);
    }

    @Test
    void whereManyWait_itTakesLongerByAsMuch_butNotForEver() {
        assertThat(Starvation.factor(16, 2)).isEqualTo(4);
        assertThat(Starvation.factor(1_000, 2)).isEqualTo(5);
    }

    @Test
    void ofASystemThatTellsNoLoad_theUsualIsBelieved() {
        assertThat(Starvation.factor(-1, 2)).isEqualTo(1);
    }

    @Test
    void thisSystemCanBeAsked() {
        assertThat(Starvation.factor()).isBetween(1.0, 5.0);
    }
}
