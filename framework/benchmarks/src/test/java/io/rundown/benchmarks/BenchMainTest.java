package io.rundown.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BenchMainTest {

    @Test
    void wrongName_isAnsweredWithIt_andWithThoseThereAre() {
        assertThat(BenchMain.noSuchSuite("rundwon")).contains("'rundwon'", "-Dbench=", "rundown");
        assertThat(BenchMain.noSuchSuite("")).contains("-Dbench=", "rundown, handle, leak");
    }
}
