package io.rundown.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.rundown.host.model.PluginUnavailableException;
import io.rundown.host.testing.Runner;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.pf4j.PluginState;
import org.pf4j.PluginWrapper;

/** Many threads steer the same plugins through pf4j's interface while others look. */
class ManagerStressTest extends ManagerFixture {

    private static final int ROUNDS = Integer.getInteger("manager.stress.rounds", 40);

    private static final List<String> PLUGINS = List.of("carrier", "fraud", "rates", "tax");

    @Test
    void aKnownPluginIsNeverMissing_andNobodySeesAnythingHalf() throws Exception {
        manager.loadPlugin(jar("tax", "1.0.0"));
        manager.loadPlugin(jar("fraud", "1.0.0"));
        manager.loadPlugin(jar("rates", "1.0.0"));
        manager.loadPlugin(jar("carrier", "1.0.0", "rates"));
        ExecutorService threads = Executors.newCachedThreadPool();
        AtomicBoolean over = new AtomicBoolean();
        List<Future<?>> lookers = new ArrayList<>();
        lookers.add(threads.submit(() -> look(over)));
        lookers.add(threads.submit(() -> call(over)));
        List<Future<?>> steering = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Random random = new Random(i);
            steering.add(threads.submit(() -> steer(random)));
        }
        try {
            finish(steering);
        } finally {
            over.set(true);
            threads.shutdown();
        }
        finish(lookers);

        manager.startPlugins();
        assertThat(ids(manager.getStartedPlugins())).containsExactlyElementsOf(PLUGINS);
        manager.unloadPlugins();
        assertThat(manager.getPlugins()).isEmpty();
        assertThat(host.status().current()).isEmpty();
    }

    private static void finish(List<Future<?>> all) throws InterruptedException, ExecutionException {
        for (Future<?> each : all) {
            each.get();
        }
    }

    private void steer(Random random) {
        for (int i = 0; i < ROUNDS; i++) {
            String id = PLUGINS.get(random.nextInt(PLUGINS.size()));
            switch (random.nextInt(5)) {
                case 0, 1 -> assertThat(manager.startPlugin(id)).isNotEqualTo(PluginState.UNLOADED);
                case 2 -> manager.stopPlugin(id);
                case 3 -> manager.startPlugins();
                default -> manager.stopPlugins();
            }
        }
    }

    private void look(AtomicBoolean over) {
        while (!over.get()) {
            assertThat(ids(manager.getPlugins())).containsExactlyElementsOf(PLUGINS);
            for (PluginWrapper each : manager.getStartedPlugins()) {
                assertThat(each.getPluginState()).isNotEqualTo(PluginState.UNLOADED);
                assertThat(each.getDescriptor().getVersion()).isEqualTo("1.0.0");
            }
        }
    }

    private void call(AtomicBoolean over) {
        while (!over.get()) {
            for (Runner each : manager.getExtensions(Runner.class)) {
                try {
                    assertThat(each.version()).isEqualTo("1.0.0");
                } catch (PluginUnavailableException refused) {
                    assertThat(refused.pluginId()).isIn(PLUGINS);
                }
            }
        }
    }
}
