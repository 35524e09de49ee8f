package io.rundown.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rundown.host.model.PluginLoadException;
import io.rundown.host.model.ReloadReport;
import io.rundown.host.testing.PluginJars;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pf4j.PluginState;

/** Plugins say which versions of the application they go with. */
class RequiresTest extends ManagerFixture {

    @Override
    PluginHostBuilder configured(PluginHostBuilder builder) {
        return builder.systemVersion("2.5.0");
    }

    private Path requiring(String requires) {
        return PluginJars.runner(root, "tax", "1.0.0")
                .descriptor("Plugin-Requires", requires)
                .jar("tax.jar");
    }

    @ParameterizedTest
    @CsvSource({"2.5.0", "2.0.0", "*", ">=2.0.0 & <3.0.0", "2.x"})
    void aPluginThatGoesWithTheApplicationIsLoaded(String requires) {
        host.load(requiring(requires));

        assertThat(host.status().plugin("tax")).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"3.0.0", "<2.0.0", "not a range"})
    void anotherIsNot(String requires) {
        Path jar = requiring(requires);

        assertThatThrownBy(() -> host.load(jar))
                .isInstanceOf(PluginLoadException.class)
                .hasMessageContainingAll(requires, "2.5.0");
    }

    @Test
    void aNewVersionThatDoesNotGoWithTheApplication_doesNotReplaceTheOld() {
        host.load(jar("tax", "0.9.0"));

        ReloadReport report = host.reload("tax", requiring("3.0.0"));

        assertThat(report.switched()).isFalse();
        assertThat(String.valueOf(report.failure())).contains("it requires version >=3.0.0 of the application");
    }

    @Test
    void pf4jsViewShowsItAsDisabled_untilTheApplicationIsNewer() {
        manager.loadPlugin(requiring("3.0.0"));

        assertThat(manager.getPlugin("tax").getPluginState()).isEqualTo(PluginState.DISABLED);
        assertThat(manager.getPlugin("tax").getFailedException()).hasMessageContaining(">=3.0.0");
        assertThat(manager.enablePlugin("tax")).isFalse();
        assertThat(manager.startPlugin("tax")).isEqualTo(PluginState.DISABLED);

        manager.setSystemVersion("3.1.0");
        assertThat(manager.getSystemVersion()).isEqualTo("3.1.0");
        assertThat(manager.startPlugin("tax")).isEqualTo(PluginState.STARTED);
    }

    @Test
    void exactVersionsCountOnRequest() {
        Path jar = requiring("2.0.0");
        try (PluginHost exact = PluginHost.builder()
                .workDirectory(folder.resolve("exact"))
                .systemVersion("2.5.0")
                .exactVersionAllowed(true)
                .build()) {
            assertThatThrownBy(() -> exact.load(jar)).hasMessageContaining("it requires version 2.0.0");
        }
    }

    @Test
    void anApplicationWithoutAVersionTakesAll() {
        Path jar = requiring("9.9.9");
        try (PluginHost unversioned = PluginHost.builder()
                .workDirectory(folder.resolve("unversioned"))
                .build()) {
            assertThat(unversioned.load(jar).id()).isEqualTo("tax");
        }
    }
}
