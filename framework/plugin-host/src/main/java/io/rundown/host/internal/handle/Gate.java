package io.rundown.host.internal.handle;

import io.rundown.Guard;
import io.rundown.Holder;
import io.rundown.RundownProtection;
import io.rundown.host.model.CallInside;
import io.rundown.host.model.GenerationPhase;
import io.rundown.host.model.PluginUnavailableException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The entrance of one generation: its rundown protection and the extensions behind it. Handles reach a generation only
 * through its gate, and a gate that is {@linkplain #clear() cleared} leads nowhere, so a handle kept for ever keeps no
 * class loader.
 */
public final class Gate {

    private static final @Nullable Object[] NOTHING = {};

    private final String pluginId;
    private final String version;
    private final int generation;
    private final RundownProtection protection = new RundownProtection();
    private final LongAdder refused = new LongAdder();

    /** Written by the host's transitions, read for messages and status: the protection alone decides who gets in. */
    private volatile GenerationPhase phase = GenerationPhase.LOADED;

    /** The extension instances, best first. Written before the gate is published in its slot, emptied after the drain. */
    private volatile List<Ranked<Object>> extensions = List.of();

    /**
     * The extensions once more, by {@link ExtensionRef#index()}. Replaced as a whole under the slot's monitor; a handle
     * with an index is only handed out after the array with that index has been stored here.
     */
    private volatile @Nullable Object[] targets = NOTHING;

    /** Handles that were made, so that asking again costs no lock. They belong to the slot; this only finds them. */
    private final Map<Class<?>, List<? extends Ranked<?>>> handles = new ConcurrentHashMap<>();

    /**
     * Makes the gate of one generation, with nothing behind it yet.
     *
     * @param pluginId the plugin
     * @param version the generation's version
     * @param generation its number
     */
    public Gate(String pluginId, String version, int generation) {
        this.pluginId = pluginId;
        this.version = version;
        this.generation = generation;
    }

    // ------------------------------------------------------------------------ called by generated handles

    /** Asks to come in; null if refused. */
    public @Nullable Guard tryEnter() {
        return protection.tryAcquire();
    }

    /** The extension a handle stands for. Called with a guard of this gate held, so that it cannot go meanwhile. */
    public Object target(ExtensionRef ref) {
        @Nullable Object[] all = targets;
        Object target = ref.index() < all.length ? all[ref.index()] : null;
        if (target == null) {
            throw unavailable("this version has no extension " + ref.className() + " for "
                    + ref.type().getName());
        }
        return target;
    }

    // ------------------------------------------------------------------------ called by the slot and the host

    /** The handles for one extension point, as far as they were asked for; null if they were not. */
    @Nullable
    List<? extends Ranked<?>> knownHandles(Class<?> type) {
        return handles.get(type);
    }

    /** Remembers handles for {@link #knownHandles}. Called under the slot's monitor. */
    void remember(Class<?> type, List<? extends Ranked<?>> made) {
        handles.put(type, made);
    }

    /** Forgets handles of extension points that a class loader defines. */
    void forget(ClassLoader loader) {
        handles.keySet().removeIf(type -> type.getClassLoader() == loader);
    }

    /** Puts the extensions behind the gate, before it is published. */
    public void furnish(List<Ranked<Object>> instances) {
        extensions = List.copyOf(instances);
    }

    /** Finds the targets of the given references anew. Called under the slot's monitor. */
    void bind(List<@Nullable ExtensionRef> refs) {
        @Nullable Object[] found = new Object[refs.size()];
        for (int i = 0; i < found.length; i++) {
            ExtensionRef ref = refs.get(i);
            found[i] = ref == null ? null : ref.choose(extensions);
        }
        targets = found;
    }

    /**
     * Forgets everything of the plugin's. Called when nobody is inside any more, or nobody is waited for; under the slot's
     * monitor.
     */
    void clear() {
        extensions = List.of();
        targets = NOTHING;
        handles.clear();
    }

    /** Counts a refusal and tells why. */
    PluginUnavailableException refuse() {
        refused.increment();
        return unavailable(phase == GenerationPhase.DRAINING ? "it is being unloaded" : "it has been unloaded");
    }

    private PluginUnavailableException unavailable(String why) {
        return new PluginUnavailableException(pluginId, version, generation, phase, why);
    }

    /** The protection of this generation. */
    public RundownProtection protection() {
        return protection;
    }

    /** The extension instances, best first; empty once cleared. */
    public List<Ranked<Object>> extensions() {
        return extensions;
    }

    /** How many calls were refused so far. */
    public long refused() {
        return refused.sum();
    }

    /** The plugin. */
    public String pluginId() {
        return pluginId;
    }

    /** The generation's version. */
    public String version() {
        return version;
    }

    /** The generation's number. */
    public int generation() {
        return generation;
    }

    /** Where the generation stands. */
    public GenerationPhase phase() {
        return phase;
    }

    /** Notes where the generation stands. Only the host's transitions call it. */
    public void phase(GenerationPhase next) {
        phase = next;
    }

    /** Interrupts the threads inside. */
    public void interruptInside() {
        for (Holder holder : protection.holders()) {
            if (holder.thread() != null) {
                holder.thread().interrupt();
            }
        }
    }

    /** The threads inside, with the extension method each of them called. */
    public List<CallInside> callsInside() {
        return protection.holders().stream().map(Gate::callInside).toList();
    }

    private static CallInside callInside(Holder holder) {
        return new CallInside(
                holder.threadName(),
                holder.threadId(),
                HandleNames.outermostMethod(holder.stack()),
                holder.atLeast(),
                holder.stack());
    }

    /** The generation as messages name it. */
    @Override
    public String toString() {
        return "Plugin '" + pluginId + "' " + version + " (generation " + generation + ")";
    }
}
