package io.rundown.benchmarks.handle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.rundown.benchmarks.handle.plugin.Adding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PluginsTest {

    @Test
    void whatIsBehindAHandle_isOfAClassOfItsPluginsOwn() throws IOException {
        try (Plugins plugins = Plugins.loaded(2)) {
            List<? extends Class<?>> classes = List.of(plugins.handles()).stream()
                    .map(Plugins::behind)
                    .map(Object::getClass)
                    .toList();

            assertThat(classes).hasSize(2).doesNotHaveDuplicates();
        }
    }

    @Test
    void whatHasNoHandle_isNotTakenForAnExtension() {
        Calculator bare = new ReadLockProxy(new Adding());

        assertThatIllegalStateException().isThrownBy(() -> Plugins.behind(bare)).withMessageContaining("shows");
    }

    @Test
    void theProxies_callWhatTheyHold_andNothingAfterItWasTakenAway() {
        Calculator adding = new Adding();
        ReadLockProxy byHand = new ReadLockProxy(adding);

        assertThat(byHand.add(40, 2)).isEqualTo(42);
        assertThat(ReadLockInvocation.proxy(Calculator.class, adding).add(40, 2))
                .isEqualTo(42);

        byHand.swap(null);

        assertThatIllegalStateException().isThrownBy(() -> byHand.add(40, 2));
    }

    @Test
    void theFolder_goesWithTheHost() throws IOException {
        Plugins plugins = Plugins.loaded(1);
        Path folder = Objects.requireNonNull(plugins.jars().get(0).getParent());

        plugins.close();

        assertThat(Files.exists(folder)).isFalse();
    }

    @Test
    void aFailureInTheBackground_isToldAtTheEnd() {
        Background background = new Background();
        background.repeat(() -> {
            throw new UnsupportedOperationException("on purpose");
        });

        assertThatIllegalStateException().isThrownBy(background::stop).withStackTraceContaining("on purpose");
    }
}
