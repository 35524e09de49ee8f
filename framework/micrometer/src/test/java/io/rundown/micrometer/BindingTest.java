package io.rundown.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rundown.host.PluginHost;
import io.rundown.host.model.UnloadPolicy;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the meters are, and how they come to a registry and go, also where something comes in between. */
@SuppressWarnings("NullAway.Init") // by the set-up
class BindingTest {

    private static final UnloadPolicy AT_ONCE = UnloadPolicy.DEFAULT.withDrainTimeout(Duration.ZERO);

    @TempDir
    private Path folder;

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private PluginHost host;
    private PluginHostMetrics metrics;

    @BeforeEach
    void makeMetrics() throws Exception {
        host = PluginHost.builder().workDirectory(folder.resolve("work")).build();
        host.load(PluginJar.write(folder, "tax", "1.0.0"));
        metrics = new PluginHostMetrics(host);
    }

    @AfterEach
    void close() {
        metrics.close();
        host.close();
    }

    /** Registries make names of units: another unit is another meter for whoever has built a dashboard. */
    @Test
    void everyMeterHasItsKindAndUnit_andSaysWhatItIs() {
        metrics.bindTo(registry);

        assertThat(registry.getMeters())
                .extracting(
                        each -> each.getId().getName(),
                        each -> each.getId().getType(),
                        each -> each.getId().getBaseUnit())
                .containsExactlyInAnyOrder(
                        tuple("rundown.plugins", Meter.Type.GAUGE, "plugins"),
                        tuple("rundown.plugin.calls", Meter.Type.COUNTER, "calls"),
                        tuple("rundown.plugin.refused", Meter.Type.COUNTER, "calls"),
                        tuple("rundown.plugin.inflight", Meter.Type.GAUGE, "calls"),
                        tuple("rundown.plugin.generations", Meter.Type.GAUGE, "generations"),
                        tuple("rundown.plugin.drain", Meter.Type.TIMER, "seconds"),
                        tuple("rundown.plugin.drain", Meter.Type.TIMER, "seconds"),
                        tuple("rundown.plugin.leaks", Meter.Type.COUNTER, null));
        assertThat(registry.getMeters())
                .allSatisfy(each -> assertThat(each.getId().getDescription()).isNotBlank());
    }

    @Test
    void aRegistryThatRefusesAMeter_canBeTriedAgain() {
        AtomicBoolean broken = new AtomicBoolean(true);
        registry.config().onMeterAdded(meter -> {
            if (broken.get()) {
                throw new IllegalStateException("not now");
            }
        });
        assertThatThrownBy(() -> metrics.bindTo(registry)).hasMessage("not now");
        broken.set(false);
        metrics.bindTo(registry);

        assertThat(registry.get("rundown.plugin.calls").tag("plugin", "tax").functionCounter())
                .isNotNull();
    }

    @Test
    void aRegistryThatRefusesAMeter_keepsNone_andIsBoundAfresh() throws Exception {
        MeterRegistry refusing = new SimpleMeterRegistry();
        AtomicBoolean refuses = new AtomicBoolean(true);
        refusing.config().meterFilter(MeterFilter.deny(id -> {
            if (refuses.get() && id.getName().equals("rundown.plugin.generations")) {
                throw new IllegalArgumentException("not this one");
            }
            return false;
        }));
        assertThatThrownBy(() -> metrics.bindTo(refusing)).hasMessage("not this one");
        assertThat(refusing.getMeters()).isEmpty();
        refuses.set(false);
        metrics.bindTo(refusing);

        assertThat(refusing.getMeters()).hasSize(8);
    }

    @Test
    void afterAFailedBinding_stepsAreToldOnce() throws Exception {
        AtomicBoolean refuses = new AtomicBoolean(true);
        MeterRegistry refusing = new SimpleMeterRegistry();
        refusing.config().meterFilter(MeterFilter.deny(id -> {
            if (refuses.get() && id.getTag("plugin") != null) {
                throw new IllegalArgumentException("none with a plugin");
            }
            return false;
        }));
        try (PluginHostMetrics own = new PluginHostMetrics(host, List.of(Tag.of("host", "own")))) {
            assertThatThrownBy(() -> own.bindTo(refusing)).hasMessage("none with a plugin");
            refuses.set(false);
            own.bindTo(refusing);
            host.extension(Work.class, "tax")
                    .run(() -> host.unloadAsync("tax", AT_ONCE).join());

            assertThat(refusing.get("rundown.plugin.drain")
                            .tags("plugin", "tax", "outcome", "resumed")
                            .timer()
                            .count())
                    .as("told once")
                    .isEqualTo(1);
        }
    }

    @Test
    void closedWhileTheyAreBound_theyLeaveNothing() {
        registry.config().onMeterAdded(meter -> metrics.close());

        assertThatThrownBy(() -> metrics.bindTo(registry)).isInstanceOf(IllegalStateException.class);
        assertThat(registry.getMeters()).extracting(Meter::getId).isEmpty();
    }

    @Test
    void closed_theyAreForgottenByTheHost() throws Exception {
        metrics.bindTo(registry);
        WeakReference<PluginHostMetrics> forgotten = new WeakReference<>(metrics);
        metrics.close();
        metrics = new PluginHostMetrics(host);

        await().until(() -> {
            System.gc();
            return forgotten.get() == null;
        });
        assertThat(host.pluginCount()).isEqualTo(1);
    }
}
