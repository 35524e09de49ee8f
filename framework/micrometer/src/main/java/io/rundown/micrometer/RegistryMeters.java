package io.rundown.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.rundown.host.PluginHost;
import io.rundown.host.model.GenerationPhase;
import io.rundown.host.model.PhaseChange;
import io.rundown.host.model.PluginTotals;
import io.rundown.host.model.UnknownPluginException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;

/** The meters of one host in one registry. */
final class RegistryMeters {

    private final PluginHost host;
    private final MeterRegistry registry;
    private final Tags tags;

    /** All that were made here, to be removed. */
    private final Set<Meter> made = ConcurrentHashMap.newKeySet();

    /** By plugin; made once and for all by whoever comes first. */
    private final Map<String, PluginMeters> meters = new ConcurrentHashMap<>();

    /** When drains began. A generation's steps are told one after the other. */
    private final Map<String, Instant> draining = new ConcurrentHashMap<>();

    /** Stored before the meters are removed, and read after one was added: one of both removes it. */
    private volatile boolean closed;

    /** Those that steps are told to; the others read by themselves. */
    private record PluginMeters(Timer stopped, Timer resumed, Counter leaks) {}

    RegistryMeters(PluginHost host, MeterRegistry registry, Tags tags) {
        this.host = host;
        this.registry = registry;
        this.tags = tags;
        noted(Gauge.builder("rundown.plugins", host, PluginHost::pluginCount)
                .description("Plugins that are loaded")
                .baseUnit("plugins")
                .tags(tags)
                .register(registry));
    }

    /** Adds the meters of a plugin, unless they are there. */
    void add(String pluginId) {
        of(pluginId);
        closeIfLate();
    }

    private void closeIfLate() {
        if (closed) {
            close();
        }
    }

    private PluginMeters of(String pluginId) {
        PluginMeters known = meters.get(pluginId);
        if (known != null) {
            return known;
        }
        // Under no lock, as registries run filters and listeners of the application's. They make no meter twice.
        PluginMeters made = make(pluginId);
        PluginMeters first = meters.putIfAbsent(pluginId, made);
        return first == null ? made : first;
    }

    private PluginMeters make(String id) {
        Tags own = tags.and("plugin", id);
        counter("rundown.plugin.calls", "Calls let in", id, PluginTotals::calls, own);
        counter("rundown.plugin.refused", "Calls refused", id, PluginTotals::refused, own);
        String inflight = "Calls inside, and asynchronous ones not yet completed";
        gauge("rundown.plugin.inflight", inflight, "calls", id, PluginTotals::inside, own);
        String generations = "Generations that are not gone";
        gauge("rundown.plugin.generations", generations, "generations", id, PluginTotals::present, own);
        return new PluginMeters(
                timer("stopping", own),
                timer("resumed", own),
                noted(Counter.builder("rundown.plugin.leaks")
                        .description("Unloaded generations that were found still to be in memory")
                        .tags(own)
                        .register(registry)));
    }

    /** Also of a plugin of which the registry refuses the next one. */
    private <M extends Meter> M noted(M meter) {
        made.add(meter);
        return meter;
    }

    /** A look may count a call that is just being refused, and two may be told in the wrong order; a counter must not go back. */
    private void counter(String name, String description, String id, ToLongFunction<PluginTotals> number, Tags own) {
        AtomicLong most = new AtomicLong();
        noted(FunctionCounter.builder(name, host, each -> most.accumulateAndGet(read(each, id, number), Math::max))
                .description(description)
                .baseUnit("calls")
                .tags(own)
                .register(registry));
    }

    private void gauge(
            String name, String description, String unit, String id, ToLongFunction<PluginTotals> number, Tags own) {
        noted(Gauge.builder(name, host, each -> read(each, id, number))
                .description(description)
                .baseUnit(unit)
                .tags(own)
                .register(registry));
    }

    /** A plugin whose start failed has never served, and may leak all the same. */
    private static long read(PluginHost host, String id, ToLongFunction<PluginTotals> number) {
        try {
            return number.applyAsLong(host.totals(id));
        } catch (UnknownPluginException neverServed) {
            return 0;
        }
    }

    private Timer timer(String outcome, Tags own) {
        return noted(Timer.builder("rundown.plugin.drain")
                .description("From the first refusal to the step that followed")
                .tags(own.and("outcome", outcome))
                .register(registry));
    }

    // ------------------------------------------------------------------------ steps

    void told(PhaseChange change) {
        if (closed) {
            return;
        }
        String generation = change.pluginId() + '#' + change.generation();
        if (change.from() == GenerationPhase.DRAINING) {
            Instant began = draining.remove(generation);
            if (began != null) {
                PluginMeters of = of(change.pluginId());
                (change.to() == GenerationPhase.ACTIVE ? of.resumed : of.stopped).record(between(began, change.at()));
            }
        }
        switch (change.to()) {
            case ACTIVE -> of(change.pluginId());
            case DRAINING -> draining.put(generation, change.at());
            case LEAKED -> of(change.pluginId()).leaks.increment();
            default -> {}
        }
        closeIfLate();
    }

    /** The clock may be set back meanwhile, and a timer does not count what took less than nothing. */
    private static Duration between(Instant began, Instant ended) {
        return ended.isBefore(began) ? Duration.ZERO : Duration.between(began, ended);
    }

    /** Removes everything. Idempotent. */
    void close() {
        closed = true;
        made.forEach(registry::remove);
    }
}
