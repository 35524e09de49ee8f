package io.rundown.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.rundown.host.model.GenerationPhase;
import io.rundown.host.model.SelfUnloadException;
import io.rundown.host.model.UnloadPolicy;
import io.rundown.host.model.UnloadReport;
import io.rundown.host.testing.HeldCall;
import io.rundown.host.testing.Hook;
import io.rundown.host.testing.PluginEvents;
import io.rundown.host.testing.PluginJars;
import io.rundown.host.testing.Runner;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Operations that would have to wait for the thread that asks for them, or that are asked for twice. */
class SelfUnloadTest extends HostFixture {

    @Test
    void unloadFromInsideThePluginsOwnCall_isRefused_andChangesNothing() throws Exception {
        Runner runner = load("tax", "1.0.0");

        assertThatThrownBy(() -> runner.run(() -> host.unload("tax")))
                .isInstanceOf(SelfUnloadException.class)
                .hasMessageContainingAll("unload of 'tax'", "from inside plugin 'tax'", "unloadAsync");
        assertThat(runner.version()).isEqualTo("1.0.0");
    }

    @Test
    void unloadOfADependency_fromInsideADependent_isRefused() {
        load("base", "1.0.0");
        Runner top = load("top", "1.0.0", "base");

        assertThatThrownBy(() -> top.run(() -> host.unload("base")))
                .isInstanceOf(SelfUnloadException.class)
                .hasMessageContaining("from inside plugin 'top'");
    }

    @Test
    void reloadAndCloseFromInside_areRefused() {
        Runner runner = load("tax", "1.0.0");

        assertThatThrownBy(() -> runner.run(() -> host.reload("tax"))).isInstanceOf(SelfUnloadException.class);
        assertThatThrownBy(() -> runner.run(() -> host.unloadAll(AT_ONCE))).isInstanceOf(SelfUnloadException.class);
        assertThatThrownBy(() -> runner.run(() -> {
                    host.close();
                    return "closed";
                }))
                .isInstanceOf(SelfUnloadException.class);
        assertThat(runner.version()).isEqualTo("1.0.0");
    }

    @Test
    void unloadAsyncFromInside_isAllowed_andWaitsForThatCall() throws Exception {
        Runner runner = load("tax", "1.0.0");
        CompletableFuture<CompletableFuture<UnloadReport>> asked = new CompletableFuture<>();
        HeldCall call = HeldCall.in(runner, () -> PluginEvents.add("call ends"));

        runner.run(() -> asked.complete(host.unloadAsync("tax", UnloadPolicy.DEFAULT)));
        call.release();

        assertThat(asked.join().get(30, TimeUnit.SECONDS).unloaded()).isTrue();
        assertThat(PluginEvents.all()).containsExactly("start tax 1.0.0", "call ends", "stop tax 1.0.0");
    }

    @Test
    void reloadAsyncFromInside_isAllowed() throws Exception {
        Runner runner = load("tax", "1.0.0");
        Path next = jar("tax", "2.0.0");
        CompletableFuture<CompletableFuture<?>> asked = new CompletableFuture<>();

        runner.run(() -> asked.complete(host.reloadAsync("tax", next, UnloadPolicy.DEFAULT)));

        asked.join().get(30, TimeUnit.SECONDS);
        assertThat(runner.version()).isEqualTo("2.0.0");
    }

    @Test
    void unloadFromThePluginsOwnStop_isRefused_andTheUnloadGoesOn() {
        Hook.set(() -> PluginEvents.add(
                catchThrowable(() -> host.unload("own")).getClass().getSimpleName()));
        host.load(PluginJars.plugin(folder, "own", "1.0.0")
                .pluginClass("com.acme.Own", "@Override public void stop() { Hook.run(); }")
                .jar("own.jar"));

        assertThat(host.unload("own").unloaded()).isTrue();
        assertThat(PluginEvents.all()).containsExactly("SelfUnloadException");
    }

    @Test
    void loadFromThePluginsOwnStart_isAllowed_unlessItWaitsForThatStart() {
        Path other = jar("other", "1.0.0");
        Path dependent = jar("dependent", "1.0.0", "own");
        Hook.set(() -> {
            PluginEvents.add(host.load(other).id());
            PluginEvents.add(
                    catchThrowable(() -> host.load(dependent)).getClass().getSimpleName());
        });
        host.load(PluginJars.plugin(folder, "own", "1.0.0")
                .pluginClass("com.acme.Own", "@Override public void start() { Hook.run(); }")
                .jar("own.jar"));

        assertThat(PluginEvents.all()).containsExactly("start other 1.0.0", "other", "SelfUnloadException");
    }

    @Test
    void twoUnloadsOfOnePluginAtOnce_shareOneOutcome() throws Exception {
        HeldCall call = HeldCall.in(load("tax", "1.0.0"));
        CompletableFuture<UnloadReport> one = host.unloadAsync("tax", UnloadPolicy.DEFAULT);
        await().until(() -> host.status().plugin("tax").orElseThrow().phase() == GenerationPhase.DRAINING);
        CompletableFuture<UnloadReport> two = host.unloadAsync("tax", UnloadPolicy.DEFAULT);
        await().until(() -> isWaiting("rundown-unload-tax", 2));

        call.release();

        assertThat(one.get(30, TimeUnit.SECONDS)).isSameAs(two.get(30, TimeUnit.SECONDS));
        assertThat(PluginEvents.all()).containsOnlyOnce("stop tax 1.0.0");
    }

    private static boolean isWaiting(String threadName, int count) {
        return Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().equals(threadName))
                        .filter(thread -> thread.getState() == Thread.State.WAITING
                                || thread.getState() == Thread.State.TIMED_WAITING)
                        .count()
                == count;
    }
}
