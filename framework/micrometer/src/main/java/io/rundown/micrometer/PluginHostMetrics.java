package io.rundown.micrometer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.rundown.host.PluginHost;
import io.rundown.host.model.PhaseChange;
import io.rundown.host.model.PluginListener;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Meters of a plugin host, which cost its callers nothing: they read what is counted anyway.
 *
 * <pre>{@code
 * PluginHostMetrics metrics = new PluginHostMetrics(host, List.of(Tag.of("host", "checkout")));
 * metrics.bindTo(registry);
 * ...
 * metrics.close();                                                // before the host, or whenever they have seen enough
 * }</pre>
 *
 * <table>
 * <caption>Meters; all but the first have a tag {@code plugin} with the plugin's id</caption>
 * <tr><th>name</th><th>kind</th><th>meaning</th></tr>
 * <tr><td>{@code rundown.plugins}</td><td>gauge</td><td>plugins that are loaded</td></tr>
 * <tr><td>{@code rundown.plugin.calls}</td><td>counter</td><td>calls let in</td></tr>
 * <tr><td>{@code rundown.plugin.refused}</td><td>counter</td><td>calls refused, also while the plugin is away</td></tr>
 * <tr><td>{@code rundown.plugin.inflight}</td><td>gauge</td><td>calls inside, and asynchronous ones not yet
 * completed</td></tr>
 * <tr><td>{@code rundown.plugin.generations}</td><td>gauge</td><td>generations that are not gone: two while a reload
 * drains</td></tr>
 * <tr><td>{@code rundown.plugin.drain}</td><td>timer</td><td>from the first refusal to the next step; tag {@code outcome}:
 * {@code stopping}, or {@code resumed} if the unload was given up. Counts drains that began since the metrics were
 * bound</td></tr>
 * <tr><td>{@code rundown.plugin.leaks}</td><td>counter</td><td>unloaded generations that were found still to be in memory,
 * since the metrics were bound</td></tr>
 * </table>
 *
 * <p>The numbers of a plugin are those of all its generations together and of all the time since the host was opened, so a
 * counter goes on through reloads, and through an unload if the plugin comes back. A plugin's meters appear when it first
 * serves and stay when it is unloaded: its refusals count then above all. There are as many as there are plugin ids.
 *
 * <p>A registry refers to the host weakly, as registries do. This object refers to it strongly, as a listener of the host.
 *
 * <p>Every method may be called from any thread and waits for nobody.
 */
public final class PluginHostMetrics implements MeterBinder, AutoCloseable {

    private final PluginHost host;
    private final Tags tags;

    /** One for each registry that this was bound to, copied on write: a step may be told while another is bound. */
    private final List<RegistryMeters> bound = new CopyOnWriteArrayList<>();

    /** Told on the threads of operations. */
    private final PluginListener listener = this::phaseChanged;

    /** Those that this is bound to or is being bound to, by identity. Guarded by the monitor. */
    private final Set<MeterRegistry> registries = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Guarded by the monitor, under which nothing but the list of listeners and registries changes. */
    private boolean closed;

    /**
     * Prepares meters without further tags.
     *
     * @param host the host
     */
    public PluginHostMetrics(PluginHost host) {
        this(host, List.of());
    }

    /**
     * Prepares meters.
     *
     * @param host the host
     * @param tags further tags of every meter, such as the name of the host where there are several
     */
    public PluginHostMetrics(PluginHost host, Iterable<Tag> tags) {
        this.host = host;
        this.tags = Tags.of(tags);
    }

    /**
     * Adds the meters to a registry. May be done with several; does nothing for one that has them already. If the registry
     * refuses one of them by an exception, none is left there.
     *
     * @param registry where to
     * @throws IllegalStateException if closed
     */
    @Override
    public void bindTo(MeterRegistry registry) {
        if (!reserve(registry)) {
            return;
        }
        RegistryMeters meters;
        try {
            meters = new RegistryMeters(host, registry, tags);
        } catch (RuntimeException | Error e) {
            forget(registry);
            throw e;
        }
        if (!add(meters)) {
            meters.close();
            throw closedBefore();
        }
        try {
            // Those that come from here on are told by the listener, and none is added twice.
            host.status().totals().forEach(each -> meters.add(each.pluginId()));
        } catch (RuntimeException | Error e) {
            withdraw(meters, registry);
            meters.close();
            throw e;
        }
    }

    /** Before anything is made: a registry gives out the meters it has, and two that share them would count twice. */
    private synchronized boolean reserve(MeterRegistry registry) {
        if (closed) {
            throw closedBefore();
        }
        return registries.add(registry);
    }

    private synchronized void forget(MeterRegistry registry) {
        registries.remove(registry);
    }

    private static IllegalStateException closedBefore() {
        return new IllegalStateException("These metrics are closed; make others");
    }

    private synchronized boolean add(RegistryMeters meters) {
        if (closed) {
            return false;
        }
        if (bound.isEmpty()) {
            host.addListener(listener);
        }
        return bound.add(meters);
    }

    private synchronized void withdraw(RegistryMeters meters, MeterRegistry registry) {
        bound.remove(meters);
        registries.remove(registry);
        if (bound.isEmpty()) {
            host.removeListener(listener);
        }
    }

    private void phaseChanged(PhaseChange change) {
        bound.forEach(each -> each.told(change));
    }

    /** Removes the meters from every registry, and the listener from the host. Idempotent. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            registries.clear();
        }
        host.removeListener(listener);
        bound.forEach(RegistryMeters::close);
        bound.clear();
    }
}
