package io.rundown.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rundown.host.model.GenerationUnload.Outcome;
import io.rundown.host.model.PluginUnavailableException;
import io.rundown.host.model.UnloadPolicy;
import io.rundown.host.model.UnloadReport;
import io.rundown.host.testing.HeldCall;
import io.rundown.host.testing.PluginEvents;
import io.rundown.host.testing.PluginJars;
import io.rundown.host.testing.Runner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The end of many or all plugins. */
class CloseTest extends HostFixture {

    @Test
    void unloadAll_goesDependentsFirst_andStopsEveryPlugin() {
        load("base", "1.0.0");
        load("top", "1.0.0", "base");
        load("other", "1.0.0");
        PluginEvents.clear();

        List<UnloadReport> reports = host.unloadAll(UnloadPolicy.DEFAULT);

        assertThat(reports).allMatch(UnloadReport::unloaded);
        assertThat(PluginEvents.all())
                .containsExactlyInAnyOrder("stop top 1.0.0", "stop base 1.0.0", "stop other 1.0.0")
                .containsSubsequence("stop top 1.0.0", "stop base 1.0.0");
        assertThat(host.status().current()).isEmpty();
    }

    @Test
    void unloadAll_leavesOnlyWhatABusyPluginNeeds() throws Exception {
        load("base", "1.0.0");
        HeldCall call = HeldCall.in(load("top", "1.0.0", "base"));
        load("other", "1.0.0");

        List<UnloadReport> reports = host.unloadAll(AT_ONCE);

        assertThat(reports).hasSize(2);
        assertThat(host.status().plugin("other")).isEmpty();
        assertThat(runner("base").version()).isEqualTo("1.0.0");
        assertThat(runner("top").version()).isEqualTo("1.0.0");
        call.release();
    }

    @Test
    void close_unloadsEverything_deletesTheCopies_andRefusesWhatComesAfter() {
        Runner runner = load("tax", "1.0.0");
        Path next = jar("tax", "2.0.0");

        host.close();
        host.close();

        assertThat(PluginEvents.all()).containsExactly("start tax 1.0.0", "stop tax 1.0.0");
        assertThat(folder.resolve("work")).isEmptyDirectory();
        assertThatThrownBy(() -> host.load(next))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("This plugin host is closed; refused: load of ")
                .hasMessageContaining("tax-2.0.0.jar");
        assertThatThrownBy(() -> host.reload("tax", next)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(runner::version).isInstanceOf(PluginUnavailableException.class);
    }

    @Test
    void close_forcesOutCallsThatDoNotEnd() throws Exception {
        PluginHost hasty = PluginHost.builder()
                .unloadPolicy(AT_ONCE.withInterruptGrace(HeldCall.LONG))
                .build();
        hasty.load(jar("tax", "1.0.0"));
        HeldCall call = HeldCall.in(hasty.extension(Runner.class, "tax"));

        hasty.close();

        assertThatThrownBy(call::result).isInstanceOf(InterruptedException.class);
    }

    @Test
    void oneStopThatFails_keepsNoOtherPluginFromStopping() {
        load("one", "1.0.0");
        host.load(PluginJars.plugin(folder, "bad", "1.0.0")
                .pluginClass("com.acme.Bad", "@Override public void stop() { throw new Error(); }")
                .jar("bad.jar"));
        load("two", "1.0.0");

        List<UnloadReport> reports = host.unloadAll(UnloadPolicy.DEFAULT);

        assertThat(reports).extracting(each -> each.plugin().outcome()).containsOnly(Outcome.UNLOADED);
        assertThat(PluginEvents.all()).contains("stop one 1.0.0", "stop two 1.0.0");
    }

    @Test
    void settingsThatMakeNoSense_areRefused() {
        assertThatThrownBy(() -> PluginHost.builder().startTimeout(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PluginHost.builder().stopTimeout(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> UnloadPolicy.DEFAULT.withDrainTimeout(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
