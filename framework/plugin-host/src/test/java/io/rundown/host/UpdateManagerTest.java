package io.rundown.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.rundown.host.testing.HeldCall;
import io.rundown.host.testing.PluginEvents;
import io.rundown.host.testing.PluginJars;
import io.rundown.host.testing.Runner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pf4j.PluginState;
import org.pf4j.update.DefaultUpdateRepository;
import org.pf4j.update.PluginInfo;
import org.pf4j.update.UpdateManager;

/** pf4j-update over the host. */
class UpdateManagerTest extends ManagerFixture {

    private UpdateManager updates;

    /** A repository with tax 1.0.0 and 2.0.0, as a folder. */
    @BeforeEach
    void publish() throws IOException {
        Path shop = Files.createDirectory(folder.resolve("shop"));
        PluginJars.runner(shop, "tax", "1.0.0").jar("tax-1.0.0.jar");
        PluginJars.runner(shop, "tax", "2.0.0").jar("tax-2.0.0.jar");
        Files.writeString(shop.resolve("plugins.json"), """
                [{"id": "tax", "description": "Taxes", "releases": [
                  {"version": "1.0.0", "date": "2026-01-01", "url": "tax-1.0.0.jar"},
                  {"version": "2.0.0", "date": "2026-02-01", "url": "tax-2.0.0.jar"}
                ]}]
                """);
        updates = new UpdateManager(
                manager,
                new ArrayList<>(
                        List.of(new DefaultUpdateRepository("shop", shop.toUri().toURL()))));
    }

    private Runner tax() {
        return host.extension(Runner.class, "tax");
    }

    @Test
    void whatIsAvailableIsListedAndInstalled() {
        assertThat(updates.getAvailablePlugins()).extracting(each -> each.id).containsExactly("tax");

        assertThat(updates.installPlugin("tax", "1.0.0")).isTrue();

        assertThat(tax().version()).isEqualTo("1.0.0");
        assertThat(updates.getAvailablePlugins()).isEmpty();
        assertThat(updates.getUpdates())
                .extracting((PluginInfo each) -> each.id)
                .containsExactly("tax");
        assertThat(root.resolve("tax-1.0.0.jar")).exists();
    }

    @Test
    void aRunningPluginIsUpdated_andItsHandlesFollow() {
        updates.installPlugin("tax", "1.0.0");
        Runner tax = tax();

        assertThat(updates.updatePlugin("tax", "2.0.0")).isTrue();

        assertThat(tax.version()).isEqualTo("2.0.0");
        assertThat(updates.hasUpdates()).isFalse();
        assertThat(root.resolve("tax-1.0.0.jar")).doesNotExist();
        assertThat(root.resolve("tax-2.0.0.jar")).exists();
        assertThat(PluginEvents.all()).containsExactly("start tax 1.0.0", "stop tax 1.0.0", "start tax 2.0.0");
    }

    @Test
    void anUpdateThatCallsDoNotLetHappen_isRefusedAndTheOldVersionServes() throws Exception {
        updates.installPlugin("tax", "1.0.0");
        HeldCall call = HeldCall.in(tax());

        assertThat(updates.updatePlugin("tax", "2.0.0")).isFalse();

        assertThat(tax().version()).isEqualTo("1.0.0");
        assertThat(root.resolve("tax-1.0.0.jar")).exists();
        call.release();
        call.result();
        assertThat(updates.updatePlugin("tax", "2.0.0")).isTrue();
    }

    @Test
    void aPluginIsUninstalled() {
        updates.installPlugin("tax", "1.0.0");

        assertThat(updates.uninstallPlugin("tax")).isTrue();

        assertThat(manager.getPlugins()).isEmpty();
        assertThat(root.resolve("tax-1.0.0.jar")).doesNotExist();
        assertThat(updates.hasAvailablePlugins()).isTrue();
    }

    @Test
    void dependentsAreStoppedByAnUpdate_andCanBeStartedAgain() {
        updates.installPlugin("tax", "1.0.0");
        start(jar("carrier", "1.0.0", "tax"));

        updates.updatePlugin("tax", "2.0.0");

        assertThat(manager.getPlugin("carrier").getPluginState()).isEqualTo(PluginState.STOPPED);
        manager.startPlugins();
        assertThat(ids(manager.getStartedPlugins())).containsExactly("carrier", "tax");
    }
}
