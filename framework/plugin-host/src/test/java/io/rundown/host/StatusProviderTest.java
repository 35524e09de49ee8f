package io.rundown.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rundown.host.model.HostChange;
import io.rundown.host.model.LoadReport;
import io.rundown.host.model.LoadedPlugin;
import io.rundown.host.model.PluginLoadException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pf4j.DefaultPluginStatusProvider;
import org.pf4j.PluginState;
import org.pf4j.PluginStatusProvider;

/** Plugins that are disabled stay out. */
class StatusProviderTest extends ManagerFixture {

    @Test
    void aDisabledPluginIsNoFailure() throws Exception {
        Files.writeString(root.resolve("disabled.txt"), "# not these\ntax\n");
        Path tax = jar("tax", "1.0.0");

        LoadReport report = host.load(List.of(tax, jar("fraud", "1.0.0")));

        assertThat(report.loaded()).extracting(LoadedPlugin::id).containsExactly("fraud");
        assertThat(report.failures()).isEmpty();
        assertThat(report.disabled()).containsExactly("tax");
        assertThatThrownBy(() -> host.load(tax))
                .isInstanceOf(PluginLoadException.class)
                .hasMessageContaining("plugin 'tax' is disabled");
        assertThat(String.valueOf(host.apply(HostChange.begin().load(tax)).failure()))
                .contains("plugin 'tax' is disabled");
    }

    @Test
    void onlyEnabledPluginsAreLoadedIfThereIsAListOfThem() throws Exception {
        Files.writeString(root.resolve("enabled.txt"), "fraud\n");

        LoadReport report = host.load(List.of(jar("tax", "1.0.0"), jar("fraud", "1.0.0")));

        assertThat(report.disabled()).containsExactly("tax");
    }

    @Test
    void disabling_stopsThePluginAndIsKeptInTheFile() throws Exception {
        start(jar("tax", "1.0.0"));

        assertThat(manager.disablePlugin("tax")).isTrue();
        assertThat(manager.getPlugin("tax").getPluginState()).isEqualTo(PluginState.DISABLED);
        assertThat(Files.readAllLines(root.resolve("disabled.txt"))).containsExactly("tax");
        assertThat(manager.disablePlugin("tax")).isTrue();
        manager.startPlugins();
        assertThat(manager.getStartedPlugins()).isEmpty();

        assertThat(manager.enablePlugin("tax")).isTrue();
        assertThat(manager.getPlugin("tax").getPluginState()).isEqualTo(PluginState.RESOLVED);
        assertThat(Files.readAllLines(root.resolve("disabled.txt"))).isEmpty();
        assertThat(manager.enablePlugin("tax")).isTrue();
    }

    @Test
    void disablingTheLastEnabledOne_doesNotEnableTheOthers() throws Exception {
        Files.writeString(root.resolve("enabled.txt"), "tax\n");
        start(jar("tax", "1.0.0"));

        manager.disablePlugin("tax");

        assertThat(host.load(List.of(jar("fraud", "1.0.0"))).disabled()).containsExactly("fraud");
        manager.startPlugin("tax");
        assertThat(ids(manager.getStartedPlugins())).containsExactly("tax");
    }

    @Test
    void startingADisabledPluginEnablesIt() throws Exception {
        Files.writeString(root.resolve("disabled.txt"), "tax\nrates\n");
        manager.loadPlugin(jar("rates", "1.0.0"));
        manager.loadPlugin(jar("tax", "1.0.0", "rates"));
        assertThat(ids(manager.getPlugins(PluginState.DISABLED))).containsExactly("rates", "tax");

        assertThat(manager.startPlugin("tax")).isEqualTo(PluginState.STARTED);

        assertThat(ids(manager.getStartedPlugins())).containsExactly("rates", "tax");
        assertThat(Files.readAllLines(root.resolve("disabled.txt"))).isEmpty();
    }

    @Test
    void pf4jsOwnProviderWorks() throws Exception {
        Files.writeString(root.resolve("disabled.txt"), "tax\n");
        try (PluginHost other = PluginHost.builder()
                .workDirectory(folder.resolve("other"))
                .pluginStatusProvider(new DefaultPluginStatusProvider(root))
                .build()) {
            assertThat(other.load(List.of(jar("tax", "1.0.0"))).disabled()).containsExactly("tax");
        }
    }

    @Test
    void withoutARootItIsForgottenWithTheHost() {
        try (PluginHost other =
                PluginHost.builder().workDirectory(folder.resolve("other")).build()) {
            other.load(jar("tax", "1.0.0"));
            assertThat(other.asPluginManager().disablePlugin("tax")).isTrue();
            assertThat(other.load(List.of(jar("tax", "1.0.0"))).disabled()).containsExactly("tax");
        }
    }

    @Test
    void aProviderThatFailsIsNamed() {
        PluginStatusProvider broken = new DefaultPluginStatusProvider(root) {
            @Override
            public boolean isPluginDisabled(String pluginId) {
                throw new IllegalStateException("no database");
            }
        };
        try (PluginHost other = PluginHost.builder()
                .workDirectory(folder.resolve("other"))
                .pluginStatusProvider(broken)
                .build()) {
            assertThatThrownBy(() -> other.load(jar("tax", "1.0.0")))
                    .isInstanceOf(PluginLoadException.class)
                    .hasMessageContainingAll(
                            "PluginStatusProvider", broken.getClass().getName(), "no database");
        }
    }
}
