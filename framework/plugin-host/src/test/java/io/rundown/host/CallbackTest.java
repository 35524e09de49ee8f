package io.rundown.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rundown.host.model.GenerationPhase;
import io.rundown.host.model.PhaseChange;
import io.rundown.host.model.PluginListener;
import io.rundown.host.model.SelfUnloadException;
import io.rundown.host.model.UnloadPolicy;
import io.rundown.host.model.UnloadReport;
import io.rundown.host.testing.HeldCall;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Callbacks that ask the host for operations of their own: nobody may wait for ever. */
class CallbackTest extends HostFixture {

    private final List<Throwable> refused = Collections.synchronizedList(new ArrayList<>());

    private static boolean isDrainOf(PhaseChange change, String id) {
        return change.to() == GenerationPhase.DRAINING && change.pluginId().equals(id);
    }

    private void onDrainOf(String id, Runnable body) {
        host.addListener(change -> {
            if (isDrainOf(change, id)) {
                try {
                    body.run();
                } catch (SelfUnloadException e) {
                    refused.add(e);
                }
            }
        });
    }

    @Test
    void aListenerMayChangeAnotherPlugin() {
        load("tax", "1.0.0");
        load("fraud", "1.0.0");
        onDrainOf("tax", () -> host.unload("fraud"));

        assertThat(host.unload("tax").unloaded()).isTrue();
        assertThat(host.status().current()).isEmpty();
        assertThat(refused).isEmpty();
    }

    @Test
    void aListenerThatUnloadsThePluginBeingUnloaded_isRefused() {
        load("tax", "1.0.0");
        onDrainOf("tax", () -> host.unload("tax"));

        assertThat(host.unload("tax").unloaded()).isTrue();
        assertThat(refused).hasSize(1);
        assertThat(refused.get(0))
                .hasMessageContaining("The unload of 'tax' was asked for by thread")
                .hasMessageContaining("from inside the unload of 'tax', and would wait for itself");
    }

    @Test
    void aListenerMayAskForItAsynchronously() {
        load("tax", "1.0.0");
        List<CompletableFuture<UnloadReport>> asked = new ArrayList<>();
        onDrainOf("tax", () -> asked.add(host.unloadAsync("tax", UnloadPolicy.DEFAULT)));
        host.unload("tax");

        assertThat(asked).hasSize(1);
        assertThat(asked.get(0)).succeedsWithin(HeldCall.LONG);
    }

    @Test
    void aListenerThatClosesTheHost_isRefused_andTheHostStaysOpen() {
        load("tax", "1.0.0");
        onDrainOf("tax", host::close);
        host.unload("tax");

        assertThat(refused).hasSize(1);
        assertThat(load("tax", "1.0.0").version()).isEqualTo("1.0.0");
    }

    /** Each of two unloads has a listener that asks for the other: one of them has to be told no. */
    @Test
    void twoOperationsThatWouldWaitForEachOther_areTold() throws Exception {
        load("a", "1.0.0");
        load("b", "1.0.0");
        CountDownLatch bothUnderWay = new CountDownLatch(2);
        onDrainOf("a", () -> {
            meet(bothUnderWay);
            host.reload("b");
        });
        onDrainOf("b", () -> {
            meet(bothUnderWay);
            host.reload("a");
        });
        CompletableFuture<UnloadReport> unloadOfA = host.unloadAsync("a", UnloadPolicy.DEFAULT);
        CompletableFuture<UnloadReport> unloadOfB = host.unloadAsync("b", UnloadPolicy.DEFAULT);

        assertThat(unloadOfA).succeedsWithin(HeldCall.LONG);
        assertThat(unloadOfB).succeedsWithin(HeldCall.LONG);
        assertThat(refused).isNotEmpty();
    }

    private static void meet(CountDownLatch both) {
        both.countDown();
        try {
            assertThat(both.await(HeldCall.LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aListenerAddedTwice_isRemovedOnce() {
        List<PhaseChange> heard = new ArrayList<>();
        PluginListener listener = heard::add;
        host.addListener(listener);
        host.addListener(listener);
        host.removeListener(listener);
        load("tax", "1.0.0");

        assertThat(heard).hasSize(2);
        assertThatThrownBy(() -> host.unload("nobody")).hasMessageContaining("No plugin 'nobody' is loaded");
    }
}
