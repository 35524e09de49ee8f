package io.rundown.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FigureTest {

    @Test
    void median_isTheMiddleOne_whateverTheOrder() {
        assertThat(Figure.median(9, 1, 100)).isEqualTo(9);
        assertThat(Figure.median(7)).isEqualTo(7);
    }

    @Test
    void median_ofAnEvenNumber_liesBetweenTheTwoInTheMiddle() {
        assertThat(Figure.median(4, 1, 100, 2)).isEqualTo(3);
    }

    @Test
    void median_leavesItsArgumentsAlone() {
        double[] values = {3, 1, 2};

        Figure.median(values);

        assertThat(values).containsExactly(3, 1, 2);
    }
}
