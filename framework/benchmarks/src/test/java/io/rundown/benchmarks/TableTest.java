package io.rundown.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void table_isMarkdown_padded() {
        Table table = new Table(List.of("design", "ns")).row(List.of("a", "10.5"));

        assertThat(table).hasToString("""
                | design |   ns |
                |:-------|-----:|
                | a      | 10.5 |
                """);
    }

    @Test
    void row_ofAnotherLength_isRefused() {
        Table table = new Table(List.of("design", "ns"));

        assertThatThrownBy(() -> table.row(List.of("a"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void number_hasThreeDigits_orThoseBeforeThePoint() {
        assertThat(Table.number(1.234)).isEqualTo("1.23");
        assertThat(Table.number(9.999)).isEqualTo("10.0");
        assertThat(Table.number(12.34)).isEqualTo("12.3");
        assertThat(Table.number(99.97)).isEqualTo("100");
        assertThat(Table.number(1234.4)).isEqualTo("1234");
        assertThat(Table.number(-1.5)).isEqualTo("-1.50");
        assertThat(Table.number(Double.NaN)).isEqualTo("–");
    }
}
